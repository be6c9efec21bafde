using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Sessions;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Pages.Sessions;

/// <summary>Who may look at the status page, and who may change something there.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Admin = "admin-token-0123456789";
    private const string Reader = "read-token-0123456789";
    private const string Cancel = $"/ui/operations/{TestApi.OperationId}/cancel";
    private readonly TestApi _api = new();
    private readonly TestCertificates _certificates = new(TimeProvider.System.GetUtcNow());
    private readonly TempDirectory _directory = new();
    private readonly List<IDisposable> _open = [];

    public async Task InitializeAsync()
    {
        _api.Clock.Step(TimeProvider.System.GetUtcNow() - _api.Clock.GetUtcNow());
        _certificates.WriteTo(_directory);
        WriteTokens($"{Admin},chief,admin\n{Reader},reader,read\n");
        _api.Settings = _api.Settings with
        {
            RestTls = "127.0.0.1:0", CertFile = _directory["tls.pem"], KeyFile = _directory["tls.key"], ClientCaFile = _directory["ca.pem"], TokenFile = _directory["tokens"],
        };
        _api.Fill();
        await _api.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _open.ForEach(static one => one.Dispose());
        await _api.DisposeAsync();
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("rest", HttpStatusCode.OK)]
    [InlineData("restTls", HttpStatusCode.Unauthorized)]
    public async Task Events_NotSignedIn_OnLoopbackAloneAnybody(string listener, HttpStatusCode status)
    {
        using var response = await ClientOf(listener).GetAsync("/ui/events", HttpCompletionOption.ResponseHeadersRead);
        using var page = await ClientOf(listener).GetAsync("/ui/");

        Assert.Equal((status, HttpStatusCode.OK), (response.StatusCode, page.StatusCode));
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("restTls")]
    public async Task Action_NotSignedIn_Refused(string listener)
    {
        using var response = await ClientOf(listener).PostAsync(Cancel, null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(_api.Operations.Turned);
    }

    [Theory]
    [InlineData("rest", "httponly")]
    [InlineData("restTls", "secure; samesite=strict; httponly")]
    public async Task SignIn_Token_SessionThatActsAndEnds(string listener, string attributes)
    {
        var client = ClientOf(listener);
        var (session, cookie) = await SignInAsync(client, Admin);

        Assert.Equal(("chief", "admin", true), ((string)session["name"]!, (string)session["role"]!, (bool)session["signedIn"]!));
        Assert.Contains("path=/ui; ", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.EndsWith(attributes, cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(Admin, cookie + session.ToJsonString(), StringComparison.Ordinal);

        // Only the page of the session acts.
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(client, Cancel, null));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(client, Cancel, new string('0', 64)));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(client, Cancel, (string)session["csrf"]!));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(client, "/ui/plugins/rescan", (string)session["csrf"]!));
        Assert.Equal([$"cancel {TestApi.OperationId}"], _api.Operations.Turned);
        Assert.Equal(1, _api.Plugins.Rescans);

        using var signOut = await client.DeleteAsync("/ui/session");
        Assert.Equal(HttpStatusCode.NoContent, signOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await ActAsync(client, Cancel, (string)session["csrf"]!));
    }

    [Fact]
    public async Task SignIn_RoleRead_MayLookAndNothingElse()
    {
        var client = ClientOf("restTls");
        var (session, _) = await SignInAsync(client, Reader);

        using var events = await client.GetAsync("/ui/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(client, Cancel, (string)session["csrf"]!));
        Assert.Empty(_api.Operations.Turned);
    }

    [Fact]
    public async Task SignIn_Certificate_SessionOfThatCertificateAlone()
    {
        var client = ClientOf("restTls", _certificates.Client("CN=olga, O=reeve:operate"));
        using var answer = await client.PostAsJsonAsync("/ui/session", new { });
        var session = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(("olga", "operate"), ((string)session["name"]!, (string)session["role"]!));
        Assert.Equal(HttpStatusCode.NoContent, await ActAsync(client, Cancel, (string)session["csrf"]!));
        Assert.Equal(HttpStatusCode.Forbidden, await ActAsync(client, "/ui/plugins/rescan", (string)session["csrf"]!));

        var other = ClientOf("restTls", _certificates.Client("CN=otto, O=reeve:operate"));
        other.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, await ActAsync(other, Cancel, (string)session["csrf"]!));
    }

    [Theory]
    [InlineData("{\"token\":\"some-token-that-nobody-has\"}", null, HttpStatusCode.Unauthorized)]
    [InlineData("{}", null, HttpStatusCode.Unauthorized)]
    [InlineData("{\"token\":\"admin-token-0123456789\"}", "http://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("nonsense", null, HttpStatusCode.BadRequest)]
    public async Task SignIn_Wrong_NoCookie(string body, string? origin, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ui/session") { Content = new StringContent(body) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await ClientOf("rest").SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Session_TokenTakenOutOfTheFile_Ends()
    {
        var client = ClientOf("rest");
        var (session, _) = await SignInAsync(client, Admin);

        WriteTokens($"{Reader},reader,read\n");
        File.SetLastWriteTimeUtc(_directory["tokens"], TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1));
        _api.Clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(HttpStatusCode.Unauthorized, await ActAsync(client, Cancel, (string)session["csrf"]!));
    }

    [Fact]
    public async Task Session_AfterItsLifetime_Ends()
    {
        var client = ClientOf("rest");
        var (session, _) = await SignInAsync(client, Admin);

        _api.Clock.Advance(PageSessions.Lifetime);

        Assert.Equal(HttpStatusCode.Unauthorized, await ActAsync(client, Cancel, (string)session["csrf"]!));
    }

    [Fact]
    public async Task Session_OfThePage_OpensNothingElse()
    {
        var client = ClientOf("restTls");
        await SignInAsync(client, Admin);

        using var response = await client.GetAsync("/api/v1/clusters");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Session_OnLoopbackWithoutTokens_NoWayToSignIn()
    {
        await using var api = new TestApi();
        await api.StartAsync();

        var session = JsonNode.Parse(await api.Client.GetStringAsync("/ui/session"))!;

        Assert.True((bool)session["mayRead"]!);
        Assert.Empty(session["ways"]!.AsArray());
    }

    [Fact]
    public async Task SignIn_AddressOpenToEverybodyWithoutTls_Refused()
    {
        await using var api = new TestApi();
        api.UseToken();
        api.Settings = api.Settings with { Rest = "0.0.0.0:0", InsecureBind = ["0.0.0.0"] };
        await api.StartAsync();

        using var response = await api.Client.PostAsJsonAsync("/ui/session", new { token = "a-token-of-a-test" });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("no TLS", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<(JsonNode Session, string Cookie)> SignInAsync(HttpClient client, string token)
    {
        using var answer = await client.PostAsJsonAsync("/ui/session", new { token });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (JsonNode.Parse(await answer.Content.ReadAsStringAsync())!, answer.Headers.GetValues("Set-Cookie").Single());
    }

    private static async Task<HttpStatusCode> ActAsync(HttpClient client, string path, string? csrf)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (csrf is not null)
        {
            request.Headers.Add(PageSessions.CsrfHeader, csrf);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private HttpClient ClientOf(string listener, X509Certificate2? certificate = null)
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }

        var client = new HttpClient(handler) { BaseAddress = _api.AddressOf(listener) };
        _open.Add(client);
        return client;
    }

    private void WriteTokens(string text)
    {
        File.WriteAllText(_directory["tokens"], text);
        File.SetUnixFileMode(_directory["tokens"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
