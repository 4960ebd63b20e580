package filing

// RegistrationNumberChecksOut says that s is a 15-digit registration number of a business (注册号, GS 15-2006), as licences bore
// before the unified social credit code, and its last digit the one that the others ask for (ISO 7064 MOD 11,10). The
// formula has not been held against an official sample.
func RegistrationNumberChecksOut(s string) bool {
	if len(s) != 15 {
		return false
	}
	for i := range s {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	rem := 0
	for i := range 14 {
		if rem = (rem + int(s[i]-'0')) % 10; rem == 0 {
			rem = 10
		}
		rem = rem * 2 % 11
	}
	return int(s[14]-'0') == (11-rem)%10
}
