using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Tests.Kubernetes.Fakes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Kubernetes.Connections.Kubeconfigs;

public sealed class KubeconfigLoaderTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly KubeconfigLoader _loader = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_EveryClusterField_IsRead()
    {
        using var authority = TestAuthority.Create();
        var path = Write("config", $$"""
            apiVersion: v1
            kind: Config
            current-context: one
            clusters:
            - name: c
              cluster:
                server: https://example.org:6443/prefix
                certificate-authority-data: {{Base64(authority.Pem)}}
                certificate-authority: not-there.crt
                tls-server-name: api.internal
                proxy-url: socks5://proxy:1080
                disable-compression: true
            contexts:
            - name: one
              context: { cluster: c, user: u, namespace: team }
            users:
            - name: u
              user:
                token: abc
                as: jane
                as-uid: "7"
                as-groups: [a, b]
                as-user-extra: { scopes: [view, edit] }
            """);
        var connection = _loader.Load([path]);
        Assert.Equal("https://example.org:6443/prefix", connection.Server.ToString());
        Assert.Equal(authority.Certificate, Assert.Single(connection.CertificateAuthorities));
        Assert.Equal(("api.internal", "socks5://proxy:1080/", true, "team"), (connection.TlsServerName, connection.Proxy!.ToString(), connection.DisableCompression, connection.Namespace));
        Assert.False(connection.SkipTlsVerify);
        var who = connection.Impersonation!;
        Assert.Equal(("jane", "7"), (who.User, who.Uid));
        Assert.Equal(["a", "b"], who.Groups);
        Assert.Equal(["view", "edit"], who.Extra["scopes"]);
        Assert.Equal("Bearer abc", Authorization(connection));
        Assert.DoesNotContain("abc", connection.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{path}, context one", connection.Source);
    }

    [Fact]
    public void Load_RelativePaths_BeginAtTheFile()
    {
        using var authority = TestAuthority.Create();
        Directory.CreateDirectory(Path.Combine(_directory.Path, "sub", "pki"));
        File.WriteAllText(Path.Combine(_directory.Path, "sub", "pki", "ca.crt"), authority.Pem);
        File.WriteAllText(Path.Combine(_directory.Path, "token"), " from-file\n");
        var path = Write("sub/config", Minimal("certificate-authority: pki/ca.crt", "{tokenFile: ../token}"));
        var connection = _loader.Load([path]);
        Assert.Single(connection.CertificateAuthorities);
        Assert.Equal("Bearer from-file", Authorization(connection));
    }

    [Fact]
    public void Load_SeveralFiles_TheFirstToSaySomethingCounts()
    {
        var first = Write("first", """
            clusters: [{name: c, cluster: {server: "https://first"}}]
            users: [{name: other, user: {token: first}}]
            """);
        var second = Write("second", """
            current-context: x
            clusters: [{name: c, cluster: {server: "https://second", tls-server-name: ignored}}, {name: d, cluster: {server: "https://d"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}, {name: y, context: {cluster: d}}]
            users: [{name: u, user: {username: me, password: pw}}]
            """);
        var options = new KubeconfigOptions { Environment = name => name == "KUBECONFIG" ? $"{first}:{_directory.Path}/missing::{second}" : null };
        var connection = _loader.Load(options);
        Assert.Equal("https://first/", connection.Server.ToString());
        Assert.Null(connection.TlsServerName);
        Assert.Equal("Basic " + Base64("me:pw"), Authorization(connection));
        var other = _loader.Load(options with { Context = "y" });
        Assert.Equal("https://d/", other.Server.ToString());
        Assert.Null(Authorization(other));
    }

    [Fact]
    public void Load_SearchOrder_IsFlagEnvironmentHomeCluster()
    {
        var (flag, variable) = (Write("flag", Server("https://flag")), Write("variable", Server("https://variable")));
        var home = Path.Combine(_directory.Path, "home");
        var own = Write("home/.kube/config", Server("https://home"));
        var account = Path.Combine(_directory.Path, "account");
        Directory.CreateDirectory(account);
        File.WriteAllText(Path.Combine(account, "token"), "pod-token\n");
        File.WriteAllText(Path.Combine(account, "namespace"), "pods-own\n");
        var environment = new Dictionary<string, string> { ["KUBECONFIG"] = variable, ["KUBERNETES_SERVICE_HOST"] = "fd00::1", ["KUBERNETES_SERVICE_PORT"] = "443" };
        var options = new KubeconfigOptions
        {
            Path = flag,
            HomeDirectory = home,
            ServiceAccountDirectory = account,
            Environment = environment.GetValueOrDefault,
        };
        Assert.Equal("https://flag/", _loader.Load(options).Server.ToString());
        options = options with { Path = null };
        Assert.Equal("https://variable/", _loader.Load(options).Server.ToString());
        environment.Remove("KUBECONFIG");
        Assert.Equal("https://home/", _loader.Load(options).Server.ToString());
        File.Delete(own);
        var pod = _loader.Load(options);
        Assert.Equal(("https://[fd00::1]/", "pods-own", "Bearer pod-token"), (pod.Server.ToString(), pod.Namespace, Authorization(pod)));
        environment.Clear();
        Assert.Contains("There is no kubeconfig", Assert.Throws<KubernetesConfigurationException>(() => _loader.Load(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clusters: [{name: c, cluster: {server: 'ftp://x'}}]", """clusters[0].cluster.server: "ftp://x" is no http or https address""")]
    [InlineData("clusters: [{name: c, cluster: {}}]", "clusters[0].cluster.server is missing")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: '%%'}}]", "clusters[0].cluster.certificate-authority-data is not base64")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: 'YWJj'}}]", "clusters[0].cluster.certificate-authority-data holds no certificate")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority: nowhere.crt}}]", "clusters[0].cluster.certificate-authority: ")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', proxy-url: 'gopher://x'}}]", "clusters[0].cluster.proxy-url must be")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', insecure-skip-tls-verify: maybe}}]", "clusters[0].cluster.insecure-skip-tls-verify must be true or false")]
    [InlineData("clusters: [{name: c, cluster: 5}]", "clusters[0].cluster must be a mapping")]
    [InlineData("clusters: {name: c}", "clusters must be a list")]
    [InlineData("clusters: [{name: c}, {name: c}]", """clusters[1].name: "c" is there twice""")]
    [InlineData("clusters: [{cluster: {}}]", "clusters[0].name is missing")]
    [InlineData("clusters: [{name: d}]", """contexts[0].context.cluster: "c" is not there (there are: d)""")]
    [InlineData("users: [{name: v}]", """contexts[0].context.user: "u" is not there (there are: v)""")]
    [InlineData("users: [{name: u, user: {client-certificate: a.crt}}]", "users[0].user.client-key is missing")]
    [InlineData("users: [{name: u, user: {tokenFile: nowhere}}]", "nowhere cannot be read")]
    [InlineData("users: [{name: u, user: {token: 'a b'}}]", "users[0].user.token holds what no token can be")]
    [InlineData("users: [{name: u, user: {token: a, username: b}}]", "users[0].user.username and a token exclude each other")]
    [InlineData("users: [{name: u, user: {auth-provider: {name: gcp}}}]", "users[0].user.auth-provider is not supported")]
    [InlineData("users: [{name: u, user: {as-uid: x}}]", "users[0].user.as is missing")]
    [InlineData("users: [{name: u, user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1}}}]", "users[0].user.exec.interactiveMode is missing")]
    [InlineData("users: [{name: u, user: {exec: {command: x, apiVersion: v7}}}]", """users[0].user.exec.apiVersion: "v7" is neither""")]
    [InlineData("users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1}}}]", "users[0].user.exec.command is missing")]
    [InlineData("current-context: z", """there is no context "z" (there are: x)""")]
    [InlineData("a: [", "config:")]
    [InlineData("- a", "is no kubeconfig")]
    public void Load_SomethingWrong_NamesFileFieldAndValue(string part, string message)
    {
        var key = part.Split(':')[0];
        var parts = new Dictionary<string, string>
        {
            ["current-context"] = "current-context: x",
            ["contexts"] = "contexts: [{name: x, context: {cluster: c, user: u}}]",
            ["clusters"] = "clusters: [{name: c, cluster: {server: 'https://x'}}]",
            ["users"] = "users: [{name: u, user: {}}]",
        };
        if (!parts.ContainsKey(key))
        {
            parts.Clear();
        }

        parts[key] = part;
        var path = Write("config", string.Join('\n', parts.Values));
        var error = Assert.Throws<KubernetesConfigurationException>(() => _loader.Load([path]));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnyTextChanged_FailsOnlyByNamingTheFile()
    {
        const string Original = """
            current-context: x
            clusters: [{name: c, cluster: {server: "https://x:1", proxy-url: "http://p", certificate-authority-data: YWJj, disable-compression: true}}]
            contexts: [{name: x, context: {cluster: c, user: u, namespace: n}}]
            users: [{name: u, user: {token: t, as: a, as-groups: [g], as-user-extra: {k: [v]}, exec: {command: c, args: [a], env: [{name: n, value: v}]}}}]
            """;
        var change = from position in Gen.Choose(0, Original.Length - 1)
                     from text in Gen.Elements("", "{", "}", "[", "]", ":", ",", "\"", "\n", " ", "-", "&a", "*a", "!", "%", "\0", "5", "null", "true", "//")
                     select (position, text);
        Prop.ForAll(change.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var text = changes.Take(3).Aggregate(Original, static (all, one) =>
                all.Remove(Math.Min(one.position, all.Length - 1), 1).Insert(Math.Min(one.position, all.Length - 1), one.text));
            var path = Write("config", text);
            var error = Record.Exception(() => _loader.Load([path]));
            Assert.True(
                error is null || (error is KubernetesConfigurationException && error.Message.Contains(path, StringComparison.Ordinal)), $"{text}\n{error}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Load_FilesMissing_NamesThem()
    {
        Assert.Contains("/nowhere/x cannot be read", Assert.Throws<KubernetesConfigurationException>(() => _loader.Load(["/nowhere/x"])).Message, StringComparison.Ordinal);
        var options = new KubeconfigOptions { Environment = name => name == "KUBECONFIG" ? "/nowhere/y:/nowhere/z" : null };
        Assert.Contains("/nowhere/y, /nowhere/z", Assert.Throws<KubernetesConfigurationException>(() => _loader.Load(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12345", "Bearer 12345")]
    [InlineData("1e3", "Bearer 1e3")]
    [InlineData("true", "Bearer true")]
    public void Load_TokenThatLooksLikeAnotherType_IsText(string token, string header) =>
        Assert.Equal(header, Authorization(_loader.Load([Write("config", Minimal("", $"{{token: {token}}}"))])));

    [Theory]
    [InlineData("example.org:8080", "", "http://example.org:8080/")]
    [InlineData("example.org:6443", "insecure-skip-tls-verify: true", "https://example.org:6443/")]
    public void Load_ServerWithoutScheme_HasTheOneThatFits(string server, string further, string expected)
    {
        var path = Write("config", $$"""
            clusters: [{name: c, cluster: {server: "{{server}}"{{(further.Length > 0 ? ", " + further : "")}} } }]
            contexts: [{name: x, context: {cluster: c} }]
            """);
        Assert.Equal(expected, _loader.Load([path]).Server.ToString());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Server(string server) => $$"""
        clusters: [{name: c, cluster: {server: "{{server}}"} }]
        contexts: [{name: x, context: {cluster: c} }]
        current-context: x
        """;

    private static string Minimal(string cluster, string user) => $$"""
        clusters: [{name: c, cluster: {server: "https://x"{{(cluster.Length > 0 ? ", " + cluster : "")}} } }]
        contexts: [{name: x, context: {cluster: c, user: u} }]
        users: [{name: u, user: {{user}} }]
        current-context: x
        """;

    private static string? Authorization(KubernetesConnection connection) =>
        connection.Credentials.GetAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult().Authorization?.ToString();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
