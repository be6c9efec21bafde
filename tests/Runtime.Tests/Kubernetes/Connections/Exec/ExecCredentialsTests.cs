using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Exec;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Connections.Exec;

public sealed class ExecCredentialsTests : IDisposable
{
    private const string V1 = "client.authentication.k8s.io/v1";

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [LinuxFact]
    public async Task GetAsync_TokenWithExpiry_IsKeptUntilThen()
    {
        var credentials = Create($$"""
            echo run >> {{_directory.Path}}/runs
            echo '{"kind":"ExecCredential","apiVersion":"{{V1}}","status":{"token":"t'$(wc -l < {{_directory.Path}}/runs)'","expirationTimestamp":"2026-01-01T00:10:00Z"} }'
            """);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => credentials.GetAsync(default).AsTask()));
        Assert.All(all, credential => Assert.Equal("t1", credential.Authorization!.Parameter));
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("t1", (await credentials.GetAsync(default)).Authorization!.Parameter);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("t2", (await credentials.GetAsync(default)).Authorization!.Parameter);
    }

    [LinuxFact]
    public async Task RefreshAsync_Refused_RunsAgainOnceForAllWhoWereRefused()
    {
        var credentials = Create($$"""
            echo run >> {{_directory.Path}}/runs
            echo '{"kind":"ExecCredential","apiVersion":"{{V1}}","status":{"token":"t'$(wc -l < {{_directory.Path}}/runs)'"} }'
            """);
        var first = await credentials.GetAsync(default);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => credentials.RefreshAsync(first, default).AsTask())), Assert.True);
        Assert.Equal("t2", (await credentials.GetAsync(default)).Authorization!.Parameter);
    }

    [LinuxFact]
    public async Task GetAsync_Kubeconfig_ArgumentsEnvironmentAndClusterReachTheProgram()
    {
        var program = Script("""
            printf '%s\n' "$@" > "$OUT/args"
            printf '%s' "$KUBERNETES_EXEC_INFO" > "$OUT/info"
            cat > "$OUT/stdin"
            echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"t"}}'
            """);
        var config = Path.Combine(_directory.Path, "config");
        File.WriteAllText(config, $$"""
            clusters:
            - name: c
              cluster:
                server: https://example.org
                tls-server-name: n
                extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: [a, 1, true, null]} }]
            contexts: [{name: x, context: {cluster: c, user: u} }]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  command: ./{{Path.GetFileName(program)}}
                  args: ["a b", "$(id)", "*"]
                  env: [{name: OUT, value: "{{_directory.Path}}"}]
                  interactiveMode: Never
                  provideClusterInfo: true
            """);
        var connection = new KubeconfigLoader(_time).Load([config]);
        Assert.Equal("t", (await connection.Credentials.GetAsync(default)).Authorization!.Parameter);
        Assert.Equal("a b\n$(id)\n*\n", File.ReadAllText(Path.Combine(_directory.Path, "args")));
        Assert.Equal("", File.ReadAllText(Path.Combine(_directory.Path, "stdin")));
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""
                {"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false,
                 "cluster":{"server":"https://example.org","tls-server-name":"n","config":{"audience":["a",1,true,null]}}}}
                """),
            JsonElement.Parse(File.ReadAllText(Path.Combine(_directory.Path, "info")))));
    }

    [LinuxFact]
    public async Task GetAsync_ClientCertificate_IsUsed()
    {
        using var authority = TestAuthority.Create();
        using var certificate = authority.IssueClient("me");
        var status = new Dictionary<string, string>
        {
            ["clientCertificateData"] = certificate.ExportCertificatePem(),
            ["clientKeyData"] = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate)!.ExportECPrivateKeyPem(),
        };
        var fields = string.Join(',', status.Select(pair => $"\"{pair.Key}\":\"{JsonEncodedText.Encode(pair.Value)}\""));
        File.WriteAllText(Path.Combine(_directory.Path, "answer"), $$$"""{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{ {{{fields}}} }}""");
        var credentials = Create($"cat {_directory.Path}/answer");
        Assert.Equal("CN=me", (await credentials.GetAsync(default)).Certificate!.Leaf.Subject);
    }

    [LinuxTheory]
    [InlineData("echo nonsense-secret", "did not answer with an ExecCredential")]
    [InlineData("echo '{}'", "did not answer with an ExecCredential")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"x","status":{}}'""", "answered in version x")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}'""", "without a status")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "neither a token nor")]
    [InlineData("echo secret; echo no login >&2; exit 3", "failed with exit code 3: no login (get it at example.org)")]
    public async Task GetAsync_ProgramFails_SaysWhyWithoutItsOutput(string script, string message)
    {
        var error = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => Create(script).GetAsync(default).AsTask());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task GetAsync_NoSuchProgram_GivesTheHint()
    {
        var plugin = new ExecPlugin { Place = "p", ApiVersion = V1, Command = "no-such-program-here", InstallHint = "get it at\nexample.org" };
        var credentials = new ExecCredentials(plugin, _time, NullLogger<ExecCredentials>.Instance);
        var error = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => credentials.GetAsync(default).AsTask());
        Assert.Equal("p: no-such-program-here is not on the search path (get it at example.org).", error.Message);
    }

    [LinuxFact]
    public async Task GetAsync_ProgramHangs_IsKilledAtTheDeadline()
    {
        var credentials = Create($"echo $$ > {_directory.Path}/pid; exec sleep 1000");
        var get = credentials.GetAsync(default).AsTask();
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(_directory.Path, "pid")) && File.ReadAllText(Path.Combine(_directory.Path, "pid")).EndsWith('\n'), "the program runs");
        _time.Advance(TimeSpan.FromMinutes(2));
        var error = await Assert.ThrowsAsync<KubernetesConfigurationException>(() => get);
        Assert.Contains("did not end within 120 s", error.Message, StringComparison.Ordinal);
        var pid = File.ReadAllText(Path.Combine(_directory.Path, "pid")).Trim();
        await Eventually.TrueAsync(() => !Directory.Exists("/proc/" + pid), "the program is gone");
    }

    [LinuxFact]
    public async Task Requests_ProgramFails_AreTransientFailures()
    {
        using var client = new KubernetesClient(new() { Server = new("http://127.0.0.1:1"), Credentials = Create("exit 1") });
        var error = await Assert.ThrowsAsync<KubernetesApiException>(() => client.GetAsync(ApiResources.Pods, "d", "p", default));
        Assert.True(error.IsTransient);
        Assert.Contains("exit code 1", error.Message, StringComparison.Ordinal);
    }

    private ExecCredentials Create(string script)
    {
        var plugin = new ExecPlugin { Place = "p", ApiVersion = V1, Command = Script(script), InstallHint = "get it at example.org" };
        return new(plugin, _time, NullLogger<ExecCredentials>.Instance);
    }

    private string Script(string text)
    {
        var path = Path.Combine(_directory.Path, "program");
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }
}
