using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Reeve.Host.Pages.Routes;

/// <summary>A file of the status page that the program carries.</summary>
internal sealed class PageFile
{
    private readonly string _mediaType;
    private readonly Lazy<(byte[] Content, string Tag)> _content;

    private PageFile(string name, string mediaType)
    {
        (Name, _mediaType) = (name, mediaType);
        _content = new(() => Read(name));
    }

    /// <summary>All of them, the page itself first.</summary>
    public static IReadOnlyList<PageFile> All { get; } =
    [
        new("index.html", "text/html; charset=utf-8"),
        new("page.css", "text/css; charset=utf-8"),
        new("icon.svg", "image/svg+xml"),
        .. new[] { "main.js", "connection.js", "store.js", "dom.js", "format.js", "session.js", "nodes.js", "pods.js", "plugins.js", "clusters.js", "proxies.js" }
            .Select(static name => new PageFile(name, "text/javascript; charset=utf-8")),
    ];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Answers with it, or that the browser has it already.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        var (content, tag) = _content.Value;
        var response = context.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch.ToString() == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = _mediaType;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private static (byte[] Content, string Tag) Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"status-page/{name}")
            ?? throw new InvalidOperationException($"The program lacks the {name} of its status page.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"");
    }
}
