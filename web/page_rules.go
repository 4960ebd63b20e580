package web

import (
	"net/http"
	"strings"

	"prereview/filing"
)

// rulesBody is the list of the checks, and what an applicant is asked for when one was chosen.
type rulesBody struct {
	Groups   []ruleGroup
	Kinds    []option
	Types    []option
	Places   []string
	Province string
	Kind     string
	Type     string
	Asked    *filing.Requirements
	Snoozes  []snoozeView
}

type ruleGroup struct {
	Label  string
	Checks []filing.CheckInfo
}

// ruleBody is one check.
type ruleBody struct {
	filing.CheckInfo
	Looks   []string
	Snoozes []snoozeView
	Today   string
	Error   string
	Until   string
	Reason  string
}

type snoozeView struct {
	filing.Snooze
	Title string
}

// ruleGroups are the sections of the catalogue by how their ids begin.
var ruleGroups = []struct {
	label    string
	prefixes []string
}{
	{"文件与图片", []string{"file", "img", "doc"}}, {"材料齐全", []string{"material"}}, {"身份证", []string{"id"}}, {"主体证件", []string{"lic"}},
	{"材料与填报核对", []string{"x"}}, {"签署材料与照片", []string{"form", "photo"}}, {"域名", []string{"dom"}},
	{"网站与备注", []string{"site", "preapproval"}}, {"联系方式与地址", []string{"contact", "addr", "investor"}}, {"风险与接入", []string{"risk", "server"}},
}

func (s *server) rulesPage(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	b := rulesBody{Places: filing.Provinces, Province: q.Get("province"), Kind: q.Get("kind"), Type: q.Get("type")}
	for _, k := range filing.Kinds {
		b.Kinds = append(b.Kinds, option{string(k), kindZH[k]})
	}
	for _, t := range filing.Types {
		b.Types = append(b.Types, option{string(t), typeZH[t]})
	}
	if b.Type == "" {
		b.Type = string(filing.FirstFiling)
	}
	if b.Province != "" || b.Kind != "" {
		asked, err := s.requirements(b.Province, b.Kind, b.Type)
		if err != nil {
			return err
		}
		b.Asked = &asked
	}
	all := s.Rules.Checks()
	for _, g := range ruleGroups {
		group := ruleGroup{Label: g.label}
		for _, c := range all {
			prefix, _, _ := strings.Cut(c.ID, "-")
			for _, p := range g.prefixes {
				if p == prefix {
					group.Checks = append(group.Checks, c)
				}
			}
		}
		if len(group.Checks) > 0 {
			b.Groups = append(b.Groups, group)
		}
	}
	var err error
	if b.Snoozes, err = s.snoozesOf(r, ""); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, "rules", page{Title: "检查规则", Section: "rules", Body: b})
	return nil
}

// snoozesOf are the silences in force about a check, about any for "".
func (s *server) snoozesOf(r *http.Request, check string) (out []snoozeView, err error) {
	zs, err := s.Store.Snoozes(r.Context(), s.today())
	if err != nil {
		return nil, err
	}
	for _, z := range zs {
		if check != "" && z.Check != check {
			continue
		}
		v := snoozeView{Snooze: z}
		if c, ok := s.check(z.Check); ok {
			v.Title = c.Title
		}
		out = append(out, v)
	}
	return out, nil
}

func (s *server) rulePage(w http.ResponseWriter, r *http.Request) error {
	return s.showRule(w, r, http.StatusOK, ruleBody{})
}

func (s *server) showRule(w http.ResponseWriter, r *http.Request, status int, b ruleBody) error {
	c, ok := s.check(r.PathValue("check"))
	if !ok {
		return newProblem(http.StatusNotFound, "no_such_page", "no such check", "没有这个检查项。")
	}
	b.CheckInfo, b.Today = c, s.today().String()
	for _, n := range c.Needs {
		b.Looks = append(b.Looks, needZH(n))
	}
	var err error
	if b.Snoozes, err = s.snoozesOf(r, c.ID); err != nil {
		return err
	}
	s.render(w, r, status, "rule", page{Title: c.Title, Section: "rules", Body: b})
	return nil
}

// needZH names what a check looks at: a field of a document or of the form, else the word itself.
func needZH(n string) string {
	if slot, field, ok := strings.Cut(n, "."); ok {
		if zh, known := slotZH[filing.Slot(slot)]; known {
			return zh + "·" + fieldLabel(filing.Slot(slot).Kind(), field)
		}
	}
	if zh, ok := fieldZH[strings.ReplaceAll(n, ".*.", ".principal.")]; ok {
		return strings.Replace(zh, "主体负责人", "负责人", 1)
	}
	if zh, ok := needWords[n]; ok {
		return zh
	}
	return n
}

var needWords = map[string]string{"pixels": "图片本身", "file": "文件", "file name": "文件名", "file size": "文件大小", "file hashes": "文件指纹",
	"field boxes": "字段位置", "slots": "已上传的材料", "document kind": "识别出的材料种类", "submitted_at": "提交日期"}

// snoozeForm silences a check from its page.
func (s *server) snoozeForm(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return newProblem(http.StatusBadRequest, "malformed", "the form cannot be read", "提交的内容无法识别。")
	}
	b := snoozeBody{Check: r.PathValue("check"), Until: r.PostForm.Get("until"), Reason: r.PostForm.Get("reason")}
	if _, err := s.snooze(r.Context(), b); err != nil {
		if ps, ok := err.(filing.Problems); ok {
			return s.showRule(w, r, http.StatusUnprocessableEntity, ruleBody{Error: snoozeErrors[ps[0].Field], Until: b.Until, Reason: b.Reason})
		}
		return err
	}
	http.Redirect(w, r, "/rules/"+b.Check, http.StatusSeeOther)
	return nil
}

var snoozeErrors = map[string]string{"check": "没有这个检查项。", "until": "结束日期须在今天之后、一年之内。", "reason": "请填写原因，4到500字。", "entry": "规则条目不完整。"}

// wakeForm ends a silence from a page.
func (s *server) wakeForm(w http.ResponseWriter, r *http.Request) error {
	if err := s.Store.EndSnooze(r.Context(), r.PathValue("id"), caller(r.Context()).ID); err != nil {
		return err
	}
	http.Redirect(w, r, localPath(r.FormValue("back")), http.StatusSeeOther)
	return nil
}
