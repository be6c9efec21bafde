using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Images.Oci;

namespace Reeve.Runtime.Tests.Images.Oci;

/// <summary>A registry on loopback with one repository <c>team/app</c>, as strict as a test wants it.</summary>
internal sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _server;
    private int _tokens;

    private TestRegistry(WebApplication server) => _server = server;

    public ConcurrentDictionary<string, (byte[] Content, string Type)> Manifests { get; } = new();

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary><c>none</c>, <c>basic</c> or <c>bearer</c>, as user <c>me</c> with password <c>secret</c>.</summary>
    public string Authentication { get; set; } = "none";

    /// <summary>So many answers with a layer break off after half of what is left.</summary>
    public int Breaks { get; set; }

    /// <summary>Blobs are said to lie elsewhere on this server.</summary>
    public bool Redirects { get; set; }

    /// <summary>What every request is answered with, where it is not 0.</summary>
    public int Status { get; set; }

    public string Host { get; private set; } = "";

    public int TokensGiven => _tokens;

    public static async Task<TestRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var registry = new TestRegistry(server);
        server.Run(registry.AnswerAsync);
        await server.StartAsync();
        registry.Host = new Uri(server.Urls.Single()).Authority;
        return registry;
    }

    public void Put(TestImage image, string tag, bool index = true)
    {
        foreach (var (digest, content) in image.Content)
        {
            Blobs[digest] = content;
        }

        var top = index ? image.Index : image.Manifest;
        Manifests[tag] = Manifests[TestImage.DigestOf(top)] = (top, index ? MediaTypes.OciIndex : MediaTypes.OciManifest);
        Manifests[TestImage.DigestOf(image.Manifest)] = (image.Manifest, MediaTypes.OciManifest);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue(path);
        if (Status != 0)
        {
            context.Response.StatusCode = Status;
            context.Response.Headers.RetryAfter = "7";
        }
        else if (path == "/token")
        {
            await GiveTokenAsync(context);
        }
        else if (path.StartsWith("/elsewhere/", StringComparison.Ordinal))
        {
            // An address that says itself that one may have it.
            await GiveBlobAsync(context, path["/elsewhere/".Length..]);
        }
        else if (!IsAllowed(context))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = Authentication == "basic"
                ? "Basic realm=\"test\""
                : $"Bearer realm=\"http://{Host}/token\",service=\"test\",scope=\"repository:team/app:pull\"";
        }
        else if (path.StartsWith("/v2/team/app/manifests/", StringComparison.Ordinal) && Manifests.TryGetValue(path["/v2/team/app/manifests/".Length..], out var manifest))
        {
            context.Response.ContentType = manifest.Type;
            await context.Response.Body.WriteAsync(manifest.Content);
        }
        else if (path.StartsWith("/v2/team/app/blobs/", StringComparison.Ordinal))
        {
            var digest = path["/v2/team/app/blobs/".Length..];
            if (Redirects)
            {
                context.Response.Redirect("/elsewhere/" + digest);
            }
            else
            {
                await GiveBlobAsync(context, digest);
            }
        }
        else
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}");
        }
    }

    private async Task GiveBlobAsync(HttpContext context, string digest)
    {
        if (!Blobs.TryGetValue(digest, out var content))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var from = 0;
        if (context.Request.Headers.Range.ToString() is { Length: > 0 } range)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
        }

        var rest = content.AsMemory(from);
        context.Response.ContentLength = rest.Length;
        if (Breaks > 0 && rest.Length > 1000)
        {
            Breaks--;
            await context.Response.Body.WriteAsync(rest[..(rest.Length / 2)]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(rest);
    }

    private async Task GiveTokenAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret")))
        {
            context.Response.StatusCode = 401;
            return;
        }

        Interlocked.Increment(ref _tokens);
        await context.Response.WriteAsync("{\"token\":\"t0ken\"}");
    }

    private bool IsAllowed(HttpContext context) => Authentication switch
    {
        "basic" => context.Request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret")),
        "bearer" => context.Request.Headers.Authorization == "Bearer t0ken",
        _ => true,
    };
}
