// Package filing is the domain in words: what an ICP filing (ICP 备案) is, what is uploaded for it, what is read
// from the uploads, what is found, and what is decided. It holds data and the arithmetic of its numbers and dates,
// imports nothing but the standard library and x/text, and is imported by everything else.
//
// # Glossary
//
//	Filing 备案        one application: a declared form, its attachments, its runs, its decisions
//	Form 备案信息       what the applicant declares: applicant kind, province, filing type, Declared
//	Slot 材料位        the place a file is uploaded to; says what it should be
//	Attachment 附件    one uploaded file in one slot: its hash, size, type, pixels
//	DocumentKind 证件种类  what a picture was found to show (may differ from its slot)
//	Document 证件      one attachment as read: kind, fields, signals
//	Field 字段         one value read: value, raw text, confidence, box on the original picture
//	Signal 图像信号     something the picture itself says about its quality (blur, glare, ...)
//	Run 预审轮次       one pass of the machine over a submitted filing, leased and fenced
//	Check 检查项       one rule of the catalogue, by its id (id-number-checksum)
//	Finding 检查结果    what one check said: pass, fail, unsure, not_applicable, not_run
//	Report 预审报告     the findings and documents of one run, with its verdict and provenance
//	Decision 审核决定   what a reviewer decided: accept, return, reject
//	Principal 主体负责人, SitePrincipal 网站负责人, Organisation 主办单位
package filing
