/// Configuration and templates of the site that Hugo builds for comparison: what our pages show, as
/// plainly as Hugo's documentation would have it written.
enum HugoTemplates {
  static let files: [(name: String, text: String)] = [
    ("config.toml", config), ("layouts/_default/baseof.html", frame),
    ("layouts/_default/single.html", record), ("layouts/_default/term.html", list),
    ("layouts/_default/taxonomy.html", terms), ("layouts/index.html", home),
    ("static/assets/site.css", "body{font-family:sans-serif;max-width:60rem;margin:auto}\n"),
  ]

  private static let config = """
    baseURL = "https://www.example.gov.cn/"
    title = "泽州县创业担保贷款公开"
    languageCode = "zh-CN"
    uglyURLs = true
    paginate = 50
    rssLimit = 100
    disableKinds = ["section", "sitemap", "robotsTXT", "404"]
    [taxonomies]
    town = "town"
    month = "month"
    bank = "bank"
    industry = "industry"
    kind = "kind"
    [outputs]
    home = ["HTML", "RSS"]
    taxonomy = ["HTML"]
    term = ["HTML"]
    page = ["HTML"]

    """

  private static let frame = """
    <!DOCTYPE html>
    <html lang="zh-CN"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{ .Title }} - {{ .Site.Title }}</title>
    <meta name="SiteName" content="{{ .Site.Title }}">
    <meta name="SiteDomain" content="www.example.gov.cn">
    <meta name="SiteIDCode" content="1405250000">
    <meta name="ArticleTitle" content="{{ .Title }}">
    <meta name="PubDate" content="{{ .Date.Format "2006-01-02" }} 00:00">
    <meta name="robots" content="noindex,noarchive">
    <link rel="stylesheet" href="/assets/site.css"></head><body>
    <header><a href="/index.html">{{ .Site.Title }}</a><nav>
    {{ range $name, $terms := .Site.Taxonomies }}<a href="/{{ $name }}.html">{{ $name }}</a>
    {{ end }}</nav></header><main>{{ block "main" . }}{{ end }}</main>
    <footer>主办单位：泽州县人力资源和社会保障局　联系电话：0356-0000000　网站标识码：1405250000
    </footer></body></html>

    """

  private static let record = """
    {{ define "main" }}{{ $r := .Params.record }}{{ $e := .Params.entry }}
    <h1>{{ .Title }}</h1><p>{{ $r.applicant }} <span>{{ $r.state }}</span></p><dl>
    <dt>记录编号</dt><dd>{{ .Params.number }}</dd><dt>借款人</dt><dd>{{ $r.applicant }}</dd>
    {{ with $r.entity }}<dt>字号</dt><dd>{{ . }}</dd>{{ end }}
    <dt>创业项目</dt><dd>{{ $r.project }}</dd><dt>贷款金额（元）</dt><dd>{{ $r.amount }}</dd>
    <dt>期限（月）</dt><dd>{{ $r.termMonths }}</dd>
    <dt>行业</dt>
    <dd><a href="/industry/{{ lower $r.industry.code }}.html">{{ $r.industry.name }}</a></dd>
    <dt>所在乡镇</dt><dd><a href="/town/{{ $r.town.code }}.html">{{ $r.town.name }}</a></dd>
    <dt>经办银行</dt><dd><a href="/bank/{{ lower $r.bank.code }}.html">{{ $r.bank.name }}</a></dd>
    <dt>放款月份</dt><dd><a href="/month/{{ $r.disbursed }}.html">{{ $r.disbursed }}</a></dd>
    <dt>担保方式</dt><dd>{{ $r.guarantee }}</dd>
    {{ with $r.jobs }}<dt>带动就业（人）</dt><dd>{{ . }}</dd>{{ end }}</dl>
    {{ range $r.quarters }}<section><h2>{{ .quarter }}</h2>
    <p>{{ .approved }} 核准，依据 {{ .basis }}，财政贴息 {{ .payable }} 元</p>
    {{ with .segments }}<table><tr><th>起</th><th>止</th><th>余额</th><th>年利率</th>
    <th>贷款年度</th></tr>
    {{ range . }}<tr><td>{{ .from }}</td>
    <td>{{ .to }}</td><td>{{ .balance }}</td><td>{{ .rate }}</td>
    <td>{{ .loanYear }}</td></tr>{{ end }}</table>{{ end }}</section>{{ end }}
    <p>第 {{ $e.revision }} 版，{{ .Date.Format "2006年1月2日" }}公开。</p>
    <pre>{{ $e.index }} {{ $e.salt }} {{ $e.content }}</pre>{{ end }}

    """

  private static let list = """
    {{ define "main" }}<h1>{{ .Title }}</h1>{{ $pages := .Paginate .Pages }}
    <p>{{ len .Pages }} 笔</p><ul>{{ range $pages.Pages }}{{ $r := .Params.record }}
    <li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ $r.applicant }} {{ $r.amount }} 元
    {{ $r.town.name }} {{ $r.disbursed }} {{ $r.state }}</li>{{ end }}</ul>
    {{ with $pages.Prev }}<a href="{{ .URL }}">上一页</a>{{ end }}
    {{ $pages.PageNumber }} / {{ $pages.TotalPages }}
    {{ with $pages.Next }}<a href="{{ .URL }}">下一页</a>{{ end }}{{ end }}

    """

  private static let terms = """
    {{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.ByCount }}
    <li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }} 笔</li>{{ end }}</ul>
    {{ end }}

    """

  private static let home = """
    {{ define "main" }}<h1>{{ .Site.Title }}</h1><p>{{ len .Site.RegularPages }} 笔</p>
    {{ range $name, $terms := .Site.Taxonomies }}<h2>{{ $name }}</h2><ul>{{ range $terms.ByCount }}
    <li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }} 笔</li>{{ end }}</ul>
    {{ end }}<ul>{{ range first 20 .Site.RegularPages }}
    <li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}

    """
}
