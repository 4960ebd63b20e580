package web

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"

	"prereview/filing"
)

var errEOF = io.EOF

// mendIHDR makes a PNG's header checksum right again after its sizes were changed.
func mendIHDR(b []byte) []byte {
	binary.BigEndian.PutUint32(b[29:33], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func sha(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func quad(x, y, w, h float64) *filing.Box {
	return &filing.Box{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}}
}

// sampleReport has findings of every group about one licence.
func sampleReport(slot filing.Slot, sha string) filing.Report {
	return filing.Report{
		Findings: []filing.Finding{
			{Check: "x-org-name-licence", Status: filing.Fail, Severity: filing.Block, Fields: []string{"declared.organisation.name", "business_licence.name"},
				Message: "主办单位名称与营业执照不一致，请按执照全称填写。", MessageEN: "The organisation's name differs from the licence.",
				Evidence: []filing.Evidence{{Document: slot, Field: "name", Box: quad(10, 10, 40, 8), Read: "广州晴川纸业有限公司", Declared: "广州晴川纸品有限公司"}}},
			{Check: "lic-term-short", Status: filing.Fail, Severity: filing.Review, Message: "营业执照剩余有效期不足。", MessageEN: "The licence expires soon."},
			{Check: "lic-fields-missing", Status: filing.Unsure, Reason: "low_confidence", Severity: filing.Review, Message: "未识别到“注册资本”。", MessageEN: "Unread."},
			{Check: "img-dpi-low", Status: filing.Fail, Severity: filing.Advice, Message: "分辨率偏低。", MessageEN: "Low resolution."},
			{Check: "lic-uscc-checksum", Status: filing.Pass, Severity: filing.Block, Message: "统一社会信用代码校验通过。", MessageEN: "The code checks out."},
		},
		Documents: []filing.Document{{Slot: slot, Name: "photo.jpg", SHA256: sha, MediaType: "image/jpeg", Width: 64, Height: 40, Kind: filing.BusinessLicence,
			KindConfidence: 0.99, Page: quad(2, 2, 60, 36), Fields: map[string]filing.Field{
				"name": {Value: "广州晴川纸业有限公司", Raw: "广州晴川纸业有限公司", Confidence: 0.97, Box: quad(10, 10, 40, 8)}},
			Signals: []filing.Signal{}}},
		Provenance: filing.Provenance{Revision: "test", Pipeline: "1", Thresholds: map[string]float64{}, StartedAt: testNow},
	}
}
