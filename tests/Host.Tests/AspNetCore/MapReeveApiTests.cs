using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Testing;

namespace Reeve.Host.Tests.AspNetCore;

/// <summary>The API as endpoints of an application: what the command serves, to those whom the application lets in.</summary>
public sealed class MapReeveApiTests : IAsyncLifetime
{
    private const string Elsewhere = "X-Test-Elsewhere";
    private const string User = "X-Test-User";
    private readonly TempDirectory _directory = new();
    private readonly WebApplication _application;

    public MapReeveApiTests()
    {
        var operations = new FakeOperations();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, static listener => listener.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IClusterManager>(new FakeClusters(operations));
        builder.Services.AddSingleton<IOperationEngine>(operations);
        builder.Services.AddReeve(options => options.StateDirectory = _directory["state"]);
        builder.Services.AddReeveApi();
        _application = builder.Build();
        _application.Use(static (context, next) =>
        {
            context.Connection.RemoteIpAddress = context.Request.Headers.ContainsKey(Elsewhere) ? IPAddress.Parse("192.0.2.1") : context.Connection.RemoteIpAddress;
            if (context.Request.Headers[User].ToString() is { Length: > 0 } name)
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
            }

            return next(context);
        });
        _application.MapReeveApi();
        _application.MapGet("/own", static () => "the application's own");
    }

    public Task InitializeAsync() => _application.StartAsync();

    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Rest_CallerOfThisMachine_IsAnswered()
    {
        using var client = Client(0);

        using var answer = await client.GetAsync(new Uri("/api/v1/clusters", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("the application's own", await client.GetStringAsync(new Uri("/own", UriKind.Relative)));
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("jane", HttpStatusCode.OK)]
    public async Task Rest_CallerFromElsewhere_IsAnsweredIfTheApplicationKnowsHim(string user, HttpStatusCode expected)
    {
        using var client = Client(0);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/clusters");
        request.Headers.Add(Elsewhere, "1");
        request.Headers.TryAddWithoutValidation(User, user);

        using var answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Grpc_Health_IsServing()
    {
        using var client = Client(1);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        request.Headers.TE.ParseAdd("trailers");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal("0", Assert.Single(answer.TrailingHeaders.GetValues("grpc-status")));
        Assert.Equal([0, 0, 0, 0, 2, 8, 1], body);
    }

    private HttpClient Client(int listener) => new() { BaseAddress = new Uri(_application.Urls.ElementAt(listener)) };
}
