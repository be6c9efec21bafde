using System.Text.Json;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Client;

public sealed class TokenTests
{
    [Fact]
    public async Task Call_TokenIsRefused_GetsAnotherOnceForAllCallers()
    {
        using var cloud = new ScriptedCloud();
        using var gate = new Barrier(8);
        cloud.Answer = call =>
        {
            if (call.Token == "t1")
            {
                gate.SignalAndWait(Eventually.Deadline); // all of them have begun with the old one
                return ScriptedCloud.Error(401);
            }

            return ScriptedCloud.Json("""{"ports": []}""");
        };
        using var client = cloud.Client();
        await client.SessionAsync(default);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => client.Network.Ports.ListAsync(ResourceQuery.All, default))));

        Assert.Equal(2, cloud.Tokens);
        Assert.Equal(8, cloud.Work.Count(call => call.Token == "t2"));
    }

    [Fact]
    public async Task Call_EveryTokenIsRefused_FailsAfterOneMore()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(401, """{"error": {"code": 401, "message": "no", "title": "Unauthorized"}}""") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.Network.Ports.ListAsync(ResourceQuery.All, default));

        Assert.Equal(ErrorReason.Denied, exception.Reason);
        Assert.Equal((2, 2), (cloud.Tokens, cloud.Work.Count()));
        Assert.Contains("req-of-the-service", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_CredentialsAreRefused_IsDeniedWithoutTheSecretAndNotTriedAgain()
    {
        using var cloud = new ScriptedCloud { TokenAnswer = _ => ScriptedCloud.Error(401, """{"error": {"code": 401, "message": "The request you have made requires authentication."}}""") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.SessionAsync(default));

        Assert.Equal(ErrorReason.Denied, exception.Reason);
        Assert.Contains("clouds.yaml", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
        Assert.Single(cloud.Calls);
    }

    [Fact]
    public async Task Session_TokenIsAboutToEnd_IsRenewed()
    {
        var time = new ManualTimeProvider();
        using var cloud = new ScriptedCloud { ExpiresAt = time.GetUtcNow().AddHours(1) };
        using var client = cloud.Client(time);

        Assert.Equal("t1", (await client.SessionAsync(default)).Token.Reveal());
        time.Advance(TimeSpan.FromMinutes(57));
        Assert.Equal("t1", (await client.SessionAsync(default)).Token.Reveal());
        time.Advance(TimeSpan.FromMinutes(2));
        cloud.ExpiresAt = time.GetUtcNow().AddHours(1);
        Assert.Equal("t2", (await client.SessionAsync(default)).Token.Reveal());
    }

    [Fact]
    public async Task Call_TokenOfSomebodyElse_IsNotRenewed()
    {
        using var cloud = new ScriptedCloud { Answer = _ => ScriptedCloud.Error(401) };
        using var client = cloud.Client(change: settings => settings with { Credentials = new Credentials.Token(new Secret("given")) });

        await Assert.ThrowsAsync<CloudException>(() => client.Network.Ports.ListAsync(ResourceQuery.All, default));

        Assert.Equal(1, cloud.Tokens);
    }

    [Fact]
    public async Task Session_KeystoneIsSomethingElse_SaysSo()
    {
        using var cloud = new ScriptedCloud { TokenAnswer = _ => ScriptedCloud.Json("<html>welcome</html>") };
        using var client = cloud.Client();

        var exception = await Assert.ThrowsAsync<CloudException>(() => client.SessionAsync(default));

        Assert.Contains("does not answer like Keystone", exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Requests => new()
    {
        { "password", """{"identity":{"methods":["password"],"password":{"user":{"name":"me","domain":{"id":"default"},"password":"hunter2"}}},"scope":{"project":{"id":"p1"}}}""" },
        { "domain", """{"identity":{"methods":["password"],"password":{"user":{"id":"u","password":"s"}}},"scope":{"domain":{"name":"d"}}}""" },
        { "system", """{"identity":{"methods":["token"],"token":{"id":"s"}},"scope":{"system":{"all":true}}}""" },
        { "trust", """{"identity":{"methods":["application_credential"],"application_credential":{"name":"c","secret":"s","user":{"id":"u"}}},"scope":{"OS-TRUST:trust":{"id":"x"}}}""" },
        { "credential", """{"identity":{"methods":["application_credential"],"application_credential":{"id":"c","secret":"s"}}}""" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Session_EachKindOfCredential_IsWrittenAsKeystoneWantsIt(string kind, string expected)
    {
        var secret = new Secret("s");
        var user = new UserReference { Id = "u" };
        using var cloud = new ScriptedCloud();
        using var client = cloud.Client(change: settings => kind switch
        {
            "domain" => settings with { Credentials = new Credentials.Password(user, secret), Scope = new Scope.Domain(new DomainReference { Name = "d" }) },
            "system" => settings with { Credentials = new Credentials.Token(secret), Scope = new Scope.WholeSystem() },
            "trust" => settings with { Credentials = new Credentials.NamedApplicationCredential("c", user, secret), Scope = new Scope.Trust("x") },
            "credential" => settings with { Credentials = new Credentials.ApplicationCredential("c", secret), Scope = Scope.None },
            _ => settings,
        });

        var session = await client.SessionAsync(default);

        using var sent = JsonDocument.Parse(cloud.Calls.Single().Body);
        Assert.Equal(expected, sent.RootElement.GetProperty("auth").GetRawText());
        Assert.Equal("https://cloud.test/identity/v3/auth/tokens", cloud.Calls.Single().Url.AbsoluteUri);
        Assert.Equal(("p1", "u1", "member"), (session.ProjectId, session.UserId, session.Roles.Single()));
    }
}
