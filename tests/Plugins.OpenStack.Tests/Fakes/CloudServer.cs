using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>The cloud in memory at an address of the loopback, for those that speak to it from outside this process's objects, such as a plugin in its own load context.</summary>
internal sealed class CloudServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpMessageInvoker _world;

    private CloudServer(WebApplication application, FakeCloud world) => (_application, _world) = (application, new HttpMessageInvoker(world));

    /// <summary>Its address, without a slash at the end.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Begins to answer.</summary>
    public static async Task<CloudServer> StartAsync(FakeCloud world)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new CloudServer(builder.Build(), world);
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _world.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(FakeCloud.AuthUrl, $"{context.Request.Path}{context.Request.QueryString}"));
        if (await body.ReadToEndAsync() is { Length: > 0 } text)
        {
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in context.Request.Headers.Where(static header => header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, value.ToString());
        }

        using var response = await _world.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = "application/json";
        foreach (var (name, values) in response.Headers)
        {
            context.Response.Headers[name] = values.ToArray();
        }

        // What it says of where its services are leads here too.
        var answer = (await response.Content.ReadAsStringAsync()).Replace(FakeCloud.AuthUrl.GetLeftPart(UriPartial.Authority), Address, StringComparison.Ordinal);
        await context.Response.WriteAsync(answer);
    }
}
