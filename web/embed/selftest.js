/* Tells an administrator what the server gets wrong: fetches every file of files.json from the
   place where this page lies, and looks at what came and with which headers. */
(function () {
  'use strict';

  var SMALL = 1000;      // bytes; below that compression gains nothing worth telling
  var MONTH = 2592000;   // seconds; "long" begins here
  var TYPES = {
    html: /^text\/html/, css: /^text\/css/, js: /^(text|application)\/(x-)?javascript/, mjs: /^(text|application)\/(x-)?javascript/,
    json: /^application\/(json|.*\+json)/, svg: /^image\/svg\+xml/, wasm: /^application\/wasm\s*(;|$)/,
    webmanifest: /json/, xml: /xml/, txt: /^text\/plain/, png: /^image\/png/
  };
  // Law and index: any type will do that no browser or gateway reads as a page or a script.
  var BYTES = /^(bin|pack|words)$/;

  /* What each fault is called, what it does to a resident, and what to do, server by server. */
  var SEE = '用 deploy/ 文件夹里的示例配置';
  var FAULTS = {
    http: {
      title: '没有用 HTTPS', why: '内容可能在路上被改；微信里会提示不安全；离线使用也开不了。',
      nginx: 'server 里写 listen 443 ssl，配 ssl_certificate；80 端口 return 301 https://$host$request_uri。',
      caddy: '站点地址写域名，不写 http://，证书会自动办理。',
      apache: '<VirtualHost *:443> 里写 SSLEngine on 和证书；80 端口 Redirect permanent。',
      iis: '网站的“绑定”里加 https 和证书，再选“要求 SSL”。',
      tomcat: 'server.xml 的 Connector 配 SSLHostConfig；或由前面的 nginx 管证书。'
    },
    list: {
      title: '取不到文件清单 files.json', why: '没有清单就没法逐个核对。多半是没有传全，或者 .json 被拦。',
      all: '把压缩包里 huice 文件夹整个重新上传，不要挑文件；放行 .json。'
    },
    missing: {
      title: '有文件取不到', why: '缺了它，页面打不开或者算不了。',
      all: '把压缩包里 huice 文件夹整个重新上传，不要改名，不要挑文件。上传工具用二进制方式。'
    },
    blocked: {
      title: '有一类文件全被拦', why: '服务器不发这种扩展名的文件，政策取不回来，什么也算不了。',
      nginx: '看有没有 location ~ \\.(…)$ { deny all; } 之类的规则；types 里照 deploy/nginx/huice-server.conf 写全。',
      caddy: '看有没有 respond 403 或 @blocked 一类的规则挡住它。',
      apache: '看有没有 <FilesMatch> Require all denied；照 deploy/apache/huice.conf 写 AddType。',
      iis: 'IIS 不发不认识的扩展名：用 deploy/iis/web.config 里的 mimeMap；再看“请求筛选”有没有禁止它。',
      tomcat: '在 WEB-INF/web.xml 里照 deploy/tomcat/web.xml 写 mime-mapping；再看安全网关有没有拦。'
    },
    altered: {
      title: '文件内容被改过', why: '发出来的和发布的不一样：网关插入了代码、替换了文字，或者传错了版本。结果不能信。',
      all: '关掉网关或 CDN 对这个路径的“网页优化、代码注入、防篡改改写、敏感词替换”；重新上传整个 huice 文件夹，用二进制方式，不转换编码和换行。'
    },
    'mime-wasm': {
      title: '.wasm 的类型不对', why: '应为 application/wasm。惠策自己能绕过去，但安全扫描会报，有的网关会拦。',
      nginx: 'types { application/wasm wasm; }，见 deploy/nginx/huice-server.conf。',
      caddy: 'header @wasm Content-Type application/wasm，见 deploy/caddy/Caddyfile。',
      apache: 'AddType application/wasm .wasm',
      iis: '<mimeMap fileExtension=".wasm" mimeType="application/wasm" />',
      tomcat: '<mime-mapping><extension>wasm</extension><mime-type>application/wasm</mime-type></mime-mapping>'
    },
    mime: {
      title: '有文件的类型不对', why: '浏览器可能不执行脚本、不用样式，页面打不开或者没有样子。',
      nginx: 'types { … } 照 deploy/nginx/huice-server.conf 写全。',
      caddy: '去掉自己写的 Content-Type；Caddy 自带的就对。',
      apache: '照 deploy/apache/huice.conf 写 AddType。',
      iis: '照 deploy/iis/web.config 写 mimeMap。',
      tomcat: '照 deploy/tomcat/web.xml 写 mime-mapping。'
    },
    compression: {
      title: '没有压缩', why: '要传的字节是原来的两三倍，手机网络慢的人要多等好几秒。',
      nginx: 'gzip_static on;（有 brotli 模块再加 brotli_static on;）',
      caddy: 'file_server { precompressed br gzip }',
      apache: '照 deploy/apache/huice.conf 写 AddEncoding 和 RewriteRule，发现成的 .br、.gz。',
      iis: '开静态压缩，并把 application/wasm 和 application/octet-stream 加进 staticTypes（README 里有命令）；或用 web.rewrite.config。',
      tomcat: 'DefaultServlet 的 precompressed 设为 br=.br,gzip=.gz'
    },
    vary: {
      title: '压缩了，但没有 Vary: Accept-Encoding', why: '中间的缓存可能把压缩的发给收不了的浏览器，打开是乱码。',
      nginx: 'gzip_vary on;', caddy: 'precompressed 会自动加，看有没有别的规则删了它。', apache: 'Header merge Vary Accept-Encoding',
      iis: '在 customHeaders 里加 Vary: Accept-Encoding。', tomcat: 'DefaultServlet 会自动加，看网关有没有删掉。'
    },
    'cache-page': {
      title: '会变的文件被缓存住了', why: '发了新版本，有的人还看到旧的，甚至新旧混在一起打不开。应为 Cache-Control: no-cache。',
      nginx: '照 deploy/nginx/huice-http.conf 的 map $uri $huice_cache。', caddy: 'header Cache-Control "no-cache"',
      apache: 'Header set Cache-Control "no-cache"', iis: '<clientCache cacheControlMode="DisableCache" />',
      tomcat: '照 deploy/tomcat/ 放 web.xml 和 huice.jsp。'
    },
    'cache-hash': {
      minor: true,
      title: '不会变的文件没有长期缓存', why: '每次打开都要重新问一遍，慢。文件名里带散列的应为 max-age=31536000, immutable。',
      nginx: '照 deploy/nginx/huice-http.conf 的 map $uri $huice_cache。', caddy: '照 deploy/caddy/Caddyfile 的 @hashed。',
      apache: '照 deploy/apache/huice.conf 的 <FilesMatch>。', iis: '装 URL 重写模块，用 deploy/iis/web.rewrite.config。',
      tomcat: '照 deploy/tomcat/ 放 web.xml 和 huice.jsp。'
    },
    nosniff: {
      title: '没有 X-Content-Type-Options: nosniff', why: '浏览器可能把文件当成别的类型来用。安全检查会问。',
      nginx: 'add_header X-Content-Type-Options nosniff always;', caddy: 'header X-Content-Type-Options nosniff',
      apache: 'Header set X-Content-Type-Options "nosniff"', iis: 'customHeaders 里加 X-Content-Type-Options。',
      tomcat: '照 deploy/tomcat/ 放 web.xml 和 huice.jsp；或者 HttpHeaderSecurityFilter 的 blockContentTypeSniffingEnabled 设为 true。'
    },
    'csp-missing': {
      title: '没有 Content-Security-Policy', why: '页面里插进别的脚本也会被执行。安全检查会问。',
      nginx: SEE + '里的 add_header Content-Security-Policy。', caddy: SEE + '里的 header Content-Security-Policy。',
      apache: SEE + '里的 Header set Content-Security-Policy。', iis: SEE + '里的 customHeaders。',
      tomcat: '照 deploy/tomcat/ 放 web.xml 和 huice.jsp；或者在前面的 nginx、Apache、安全网关上加。'
    },
    'csp-wasm': {
      title: 'Content-Security-Policy 不让计算程序运行', why: 'script-src 里没有 \'wasm-unsafe-eval\'，谁也算不了。',
      all: 'script-src 写成 \'self\' \'wasm-unsafe-eval\'；要照顾很旧的浏览器，对它们写 \'self\' \'unsafe-eval\'，见 deploy/。'
    },
    'csp-self': {
      title: 'Content-Security-Policy 挡住了自己的文件', why: '脚本、样式或政策取不回来，页面打不开。',
      all: 'script-src、style-src、connect-src、img-src 里都要有 \'self\'，见 deploy/。'
    },
    'csp-loose': {
      minor: true,
      title: 'Content-Security-Policy 太松', why: '允许了行内脚本或者任何来源，等于没有。惠策用不着。',
      all: '去掉 script-src 里的 \'unsafe-inline\'、*、http:、https:，见 deploy/。'
    },
    'frame-any': {
      minor: true,
      title: '没有限制谁可以嵌入', why: '任何网站都能把计算器放进自己的页面，冒充是它的。',
      all: 'Content-Security-Policy 里写 frame-ancestors \'self\' https://您的网站，见 deploy/。'
    },
    'frame-none': {
      title: '别的网站嵌入不了', why: 'frame-ancestors 只许自己。只当独立页面用的话，可以不管。',
      all: 'frame-ancestors 里加上要嵌入的网站，例如 frame-ancestors \'self\' https://www.example.gov.cn。'
    },
    'frame-host': {
      title: '您填的网站嵌入不了', why: 'frame-ancestors 里没有它，页面里会是一片空白。',
      all: '把它的协议和域名加进 frame-ancestors，例如 https://www.example.gov.cn；带 www 和不带 www 是两个网站。'
    },
    xfo: {
      title: 'X-Frame-Options 挡住了嵌入', why: '旧浏览器和一些网关只看它，看到就不显示。',
      nginx: '去掉 add_header X-Frame-Options；上级配置里有的话，这个 location 里用 proxy_hide_header 或不继承。',
      caddy: 'header -X-Frame-Options', apache: 'Header always unset X-Frame-Options 和 Header unset X-Frame-Options',
      iis: '<remove name="X-Frame-Options" />', tomcat: 'HttpHeaderSecurityFilter 的 antiClickJackingEnabled 设为 false'
    },
    'not-found': {
      minor: true,
      title: '不存在的文件也回答“有”', why: '应当回答 404。不然缺了文件看不出来，只会出怪错。',
      nginx: 'try_files $uri $uri/index.html =404;', caddy: '去掉 try_files {path} /index.html。',
      apache: '去掉 FallbackResource 和转到 index.html 的 RewriteRule。', iis: '去掉转到 index.html 的重写规则。',
      tomcat: '去掉把 404 转到 index.html 的 error-page。'
    }
  };
  var SERVERS = { nginx: 'nginx', caddy: 'Caddy', apache: 'Apache', iis: 'IIS', tomcat: 'Tomcat', all: '怎么改' };

  /* ---- SHA-256: the browser's own where it may be used (HTTPS), else this one ---- */

  var K = [];
  var START = [];
  (function () {
    var root = function (n, p) { return Math.floor((Math.pow(n, p) % 1) * 4294967296) | 0; };
    for (var n = 2; K.length < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (START.length < 8) START.push(root(n, 1 / 2));
      K.push(root(n, 1 / 3));
    }
  }());

  function hash(bytes) {
    var length = bytes.length;
    var padded = new Uint8Array(((length + 8 >> 6) + 1) * 64);
    padded.set(bytes);
    padded[length] = 128;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 536870912));
    view.setUint32(padded.length - 4, length << 3 >>> 0);
    var h = START.slice();
    var w = new Int32Array(64);
    var turn = function (x, n) { return x >>> n | x << 32 - n; };
    for (var at = 0; at < padded.length; at += 64) {
      var i;
      for (i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
      for (; i < 64; i++) {
        var x = w[i - 15];
        var y = w[i - 2];
        w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) | 0;
      }
      var s = h.slice();
      for (i = 0; i < 64; i++) {
        var e = s[4];
        var a = s[0];
        var one = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & s[5] ^ ~e & s[6]) + K[i] + w[i] | 0;
        var two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & s[1] ^ a & s[2] ^ s[1] & s[2]) | 0;
        s = [one + two | 0, s[0], s[1], s[2], s[3] + one | 0, s[4], s[5], s[6]];
      }
      for (i = 0; i < 8; i++) h[i] = h[i] + s[i] | 0;
    }
    return h.map(function (word) { return ('0000000' + (word >>> 0).toString(16)).slice(-8); }).join('');
  }

  function digest(buffer) {
    var subtle = window.crypto && window.crypto.subtle;
    if (!subtle) return Promise.resolve(hash(new Uint8Array(buffer)));
    return subtle.digest('SHA-256', buffer).then(function (made) {
      return Array.prototype.map.call(new Uint8Array(made), function (byte) { return ('0' + byte.toString(16)).slice(-2); }).join('');
    });
  }

  /* ---- the test ---- */

  function end(path) {
    return (/\.([a-z0-9]+)$/.exec(path) || ['', ''])[1];
  }

  /* The question behind the name leads past every cache, the site's own worker included. */
  function get(path) {
    return fetch(path + '?selftest=' + Date.now().toString(36), { cache: 'no-store', credentials: 'omit' }).then(function (answer) {
      return answer.arrayBuffer().then(function (body) {
        return { path: path, status: answer.status, header: function (name) { return answer.headers.get(name) || ''; }, body: body };
      });
    }, function (error) {
      return { path: path, status: 0, header: function () { return ''; }, body: new ArrayBuffer(0), error: String(error) };
    });
  }

  /* The plain pages are hundreds of one kind: one in twenty tells whether the folder arrived and how it
     is served. With #all behind the address every one is fetched. */
  var SAMPLE = 20;
  function chosen(list) {
    var whole = window.location.hash === '#all';
    return list.filter(function (file, at) { return whole || at % SAMPLE === 0 || !/^pages\/.*\.html$/.test(file.path); });
  }

  /* All of them, six at a time. */
  function each(list, work) {
    var next = 0;
    function one() {
      var at = next++;
      return at < list.length ? work(list[at], at).then(one) : null;
    }
    return Promise.all([one(), one(), one(), one(), one(), one()]);
  }

  function seconds(cache) {
    var age = /max-age=(\d+)/.exec(cache);
    return age ? +age[1] : null;
  }

  function policy(text) {
    var found = {};
    text.split(';').forEach(function (part) {
      var words = part.trim().split(/\s+/);
      var name = words.shift().toLowerCase();
      if (name && !found[name]) found[name] = words;
    });
    return found;
  }

  /* Whether a source list lets a site in: exact site, *.domain, scheme, or *. */
  function lets(sources, site) {
    var own = /^(https?):\/\/([^/:]+)(:\d+)?$/.exec(site);
    if (!own) return false;
    return sources.some(function (source) {
      if (source === '*' || source === own[1] + ':' || source === site) return true;
      if (source === "'self'") return site === window.location.origin;
      var parts = /^(?:(https?):\/\/)?(\*\.)?([^/:*]+)(:\d+|:\*)?\/?$/.exec(source);
      if (!parts || parts[1] && parts[1] !== own[1]) return false;
      if (parts[4] !== ':*' && (parts[4] || '') !== (own[3] || '')) return false;
      return parts[2] ? own[2].slice(-parts[3].length - 1) === '.' + parts[3] : own[2] === parts[3];
    });
  }

  function Findings() { this.found = {}; this.order = []; }
  Findings.prototype.add = function (id, seen) {
    if (!this.found[id]) { this.found[id] = []; this.order.push(id); }
    this.found[id].push(seen);
  };

  function look(findings, file, answer) {
    var kind = end(file.path);
    var type = answer.header('content-type');
    if (kind === 'wasm' ? !TYPES.wasm.test(type) : TYPES[kind] ? !TYPES[kind].test(type) : BYTES.test(kind) && /html|javascript|css/.test(type)) {
      findings.add(kind === 'wasm' ? 'mime-wasm' : 'mime', file.path + ' 是 ' + (type || '（没有写）'));
    }
    var coding = answer.header('content-encoding');
    if (file.bytes > SMALL && (TYPES[kind] && kind !== 'png' || BYTES.test(kind))) {
      if (!/br|gzip|zstd|deflate/.test(coding)) findings.add('compression', file.path + '，' + file.bytes + ' 字节');
      else if (!/accept-encoding|\*/i.test(answer.header('vary'))) findings.add('vary', file.path);
    }
    var cache = answer.header('cache-control').toLowerCase();
    var age = seconds(cache);
    if (file.keep) {
      if (/no-cache|no-store/.test(cache) || age === null || age < MONTH) findings.add('cache-hash', file.path + ' 是 ' + (cache || '（没有写）'));
    } else if (!/no-cache|no-store/.test(cache) && age !== 0) {
      findings.add('cache-page', file.path + ' 是 ' + (cache || '（没有写）'));
    }
    if (!/nosniff/i.test(answer.header('x-content-type-options'))) findings.add('nosniff', file.path);
    return digest(answer.body).then(function (sum) {
      if (sum !== file.sha256) findings.add('altered', file.path + '，' + answer.body.byteLength + ' 字节，应为 ' + file.bytes);
    });
  }

  function security(findings, page, host) {
    var text = page.header('content-security-policy');
    var rules = policy(text);
    var own = function (name) { return rules[name] || rules['default-src']; };
    if (!text || !own('script-src')) findings.add('csp-missing', text || 'index.html 的回答里没有这一行');
    else {
      var scripts = own('script-src');
      if (scripts.indexOf("'wasm-unsafe-eval'") < 0 && scripts.indexOf("'unsafe-eval'") < 0) findings.add('csp-wasm', 'script-src ' + scripts.join(' '));
      if (/'unsafe-inline'|^\*$|(^|\s)(\*|https?:)(\s|$)/.test(scripts.join(' '))) findings.add('csp-loose', 'script-src ' + scripts.join(' '));
      ['script-src', 'style-src', 'connect-src', 'img-src'].forEach(function (name) {
        var list = own(name);
        if (list && !lets(list, window.location.origin)) findings.add('csp-self', name + ' ' + list.join(' '));
      });
    }
    var frames = rules['frame-ancestors'];
    if (!frames) findings.add('frame-any', 'index.html 的回答里没有 frame-ancestors');
    else if (host && !lets(frames, host)) findings.add('frame-host', host + ' 不在 ' + frames.join(' ') + ' 里');
    else if (!host && !frames.filter(function (one) { return one !== "'self'" && one !== "'none'"; }).length) findings.add('frame-none', 'frame-ancestors ' + frames.join(' '));
    var old = page.header('x-frame-options');
    if (old) findings.add('xfo', 'X-Frame-Options: ' + old);
  }

  function test(host) {
    var findings = new Findings();
    var place = window.location;
    var local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(place.hostname);
    if (place.protocol !== 'https:' && !local) findings.add('http', place.origin);
    return get('files.json').then(function (answer) {
      var list;
      try {
        list = JSON.parse(new TextDecoder().decode(answer.body));
      } catch (e) {
        list = null;
      }
      if (answer.status !== 200 || !Array.isArray(list)) {
        findings.add('list', 'files.json：' + (answer.status || answer.error));
        return findings;
      }
      var gone = {};
      var all = {};
      list = chosen(list);
      return each(list, function (file, at) {
        if (at % 10 === 0) say('正在检查，第 ' + (at + 1) + ' 个，共 ' + list.length + ' 个文件');
        all[end(file.path)] = (all[end(file.path)] || 0) + 1;
        return get(file.path).then(function (answer) {
          if (answer.status === 200) return look(findings, file, answer);
          var kind = end(file.path);
          (gone[kind] = gone[kind] || []).push(file.path + '：' + (answer.status || answer.error));
        });
      }).then(function () {
        Object.keys(gone).forEach(function (kind) {
          if (gone[kind].length === all[kind]) findings.add('blocked', '.' + kind + '，' + all[kind] + ' 个文件，比如 ' + gone[kind][0]);
          else gone[kind].forEach(function (one) { findings.add('missing', one); });
        });
        return get('index.html');
      }).then(function (page) {
        security(findings, page, host);
        return get('no-such-file-' + list.length + '.txt');
      }).then(function (answer) {
        if (answer.status === 200) findings.add('not-found', answer.path + '：200');
        return findings;
      });
    });
  }

  /* ---- the page ---- */

  function make(tag, attributes, parts) {
    var element = document.createElement(tag);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    (parts || []).forEach(function (part) {
      element.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
    });
    return element;
  }

  function fill(id, parts) {
    var element = document.getElementById(id);
    while (element.firstChild) element.removeChild(element.firstChild);
    parts.forEach(function (part) { element.appendChild(part); });
  }

  function say(words) {
    fill('summary', [make('p', { 'class': 'lead' }, [words])]);
  }

  function fault(id, seen) {
    var told = FAULTS[id];
    var shown = seen.slice(0, 3).join('；') + (seen.length > 3 ? '；一共 ' + seen.length + ' 处' : '');
    var fixes = make('dl', {}, []);
    Object.keys(SERVERS).forEach(function (server) {
      if (!told[server]) return;
      fixes.appendChild(make('dt', {}, [SERVERS[server]]));
      fixes.appendChild(make('dd', {}, [told[server]]));
    });
    return make('li', { 'data-fault': id, 'class': told.minor ? 'hint-only' : 'wrong' }, [
      make('h2', {}, [told.title]), make('p', {}, [told.why]),
      make('p', { 'class': 's soft' }, ['看到的：', make('code', {}, [shown])]), fixes
    ]);
  }

  function show(findings) {
    var ids = findings.order;
    var wrong = ids.filter(function (id) { return !FAULTS[id].minor; }).length;
    var words = !ids.length ? '都对，可以对外使用。'
      : (wrong ? '有 ' + wrong + ' 处不对' : '能用') + (ids.length > wrong ? (wrong ? '，另有 ' : '，有 ') + (ids.length - wrong) + ' 处最好也改' : '') + '。';
    fill('summary', [make('p', { 'class': 'verdict ' + (wrong ? 'bad' : 'ok'), 'data-done': String(ids.length) }, [words])]);
    fill('faults', ids.map(function (id) { return fault(id, findings.found[id]); }));
    var lines = ['惠策服务器自检 ' + window.location.origin + window.location.pathname, words];
    ids.forEach(function (id) {
      lines.push('', FAULTS[id].title, '看到的：' + findings.found[id].join('；'));
    });
    document.getElementById('plain').value = lines.join('\n');
    document.getElementById('report').hidden = false;
  }

  function run() {
    var field = document.getElementById('host');
    var host = field.value.trim().replace(/^((?:https?:\/\/)?[^/]+).*$/, '$1');
    if (host && !/^https?:\/\//.test(host)) host = 'https://' + host;
    say('正在检查');
    fill('faults', []);
    test(host).then(show, function (error) {
      say('自检没能做完：' + error + '。请刷新再试；还不行，换一个新一点的浏览器。');
    });
  }

  document.getElementById('form').addEventListener('submit', function (event) {
    event.preventDefault();
    run();
  });
  var asked = /[?&]host=([^&]*)/.exec(window.location.search);
  if (asked) document.getElementById('host').value = decodeURIComponent(asked[1]);
  run();
}());
