<%@ page session="false" contentType="text/plain" pageEncoding="UTF-8" %><%--
  惠策在 Tomcat 上的回答头部。放进 webapps/huice/WEB-INF/，和 web.xml 放在一起。
  它不产生页面：写好头部，就把文件交给 Tomcat 自己的 DefaultServlet 去发。
--%><%
    // 哪些网站可以嵌入：只改这一行。多个网站用空格隔开，'self' 要留着（预览页和自检页要用）。
    String hosts = "'self' https://www.example.gov.cn";

    // 只许编译 WebAssembly。旧浏览器不认识这个词，只能用宽一点的 'unsafe-eval'：
    // Chromium 96 以前（含旧版微信、钉钉内核），iOS 和 Safari 15 以前。
    String agent = String.valueOf(request.getHeader("User-Agent"));
    boolean old = agent.matches(".*(Chrome/([5-8][0-9]|9[0-6])\\.|(iPhone|CPU) OS (9|1[0-5])_|Version/(9|1[0-5])\\.[0-9.]+ .*Safari).*");
    String wasm = old ? "'unsafe-eval'" : "'wasm-unsafe-eval'";

    // 文件名里带 16 位散列的，内容永远不变，可以一直缓存；其他的每次都要问一下服务器。
    String path = request.getServletPath();
    boolean keep = path.matches(".*[-_.][0-9a-f]{16,64}[-_.].*") && application.getResource(path) != null;

    response.reset();
    response.setHeader("Cache-Control", keep ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self' " + wasm + "; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors " + hosts);

    application.getNamedDispatcher("huice-files").forward(request, response);
    // 到此为止：后面哪怕有一个换行，也会混进文件里。
    if (true) return;
%>
