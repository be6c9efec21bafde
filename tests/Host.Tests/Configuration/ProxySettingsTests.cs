using Reeve.Host.Configuration;
using Reeve.Runtime.Proxies.Acme.Challenges;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Configuration;

/// <summary>The sections <c>proxies</c>, <c>certificates</c>, <c>dns</c> and <c>agent</c>.</summary>
public sealed class ProxySettingsTests : IDisposable
{
    private const string Whole = """
        proxies:
          - name: edge
            options: {accessLog: true}
            initialFile: edge.yaml
            certificates:
              - {name: shop, names: [shop.example.org, "*.shop.example.org"], authority: le, challenge: dns-01, default: true}
              - {name: files, chainFile: shop.crt, keyFile: shop.key}
              - {name: cluster, secretName: web/tls, kubeconfig: kubeconfig}
        certificates:
          httpPort: 8080
          authorities:
            le: {agreeToTerms: true, contacts: ["mailto:a@example.org"], patience: 2m, externalAccount: {keyId: k, keyFile: eab.key}}
        dns:
          lab: {type: rfc2136, zone: example.org, server: 127.0.0.1, port: 5353, keyName: reeve, keyFile: dns.key}
          cf: {type: cloudflare, zone: example.net, tokenVariable: CF_TOKEN}
        agent:
          fqdn: edge.example.org
          addresses: [192.0.2.7]
        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Load_Whole_EverythingWithAbsolutePaths()
    {
        _directory.Write("edge.yaml", "listeners: [{name: web, protocol: http, address: ':80'}]");

        var loaded = Load(Whole);

        var plan = Assert.Single(loaded.Proxies.Plans);
        Assert.Equal(("edge", "proxy", "web"), (plan.Name, plan.Provider, plan.Initial!.Listeners[0].Name));
        Assert.Equal([ChallengeKind.Dns, ChallengeKind.Http, ChallengeKind.Http], plan.Certificates.Select(certificate => certificate.Challenge));
        Assert.Equal((_directory["shop.crt"], _directory["kubeconfig"]), (plan.Certificates[1].ChainFile, plan.Certificates[2].Cluster));
        Assert.Equal((TimeSpan.FromMinutes(2), _directory["eab.key"]), (loaded.Proxies.Authorities["le"].Patience, loaded.Proxies.Authorities["le"].ExternalAccount!.KeyFile));
        Assert.Equal([("lab", "example.org"), ("cf", "example.net")], loaded.Proxies.Dns.Select(zone => (zone.Name, zone.Zone)));
        Assert.Equal(("edge", "le"), (loaded.Proxies.NameProxy, loaded.Proxies.NameAuthority));
        Assert.Equal(8080, loaded.Options.Certificates.HttpPort);

        // Where secrets are found is shown.
        var shown = ConfigurationText.ToJson(loaded).ToJsonString();
        Assert.Contains("web/tls", shown, StringComparison.Ordinal);
        Assert.Contains("CF_TOKEN", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxies:\n- provider: proxy\n", "proxies[0].name: Required")]
    [InlineData("proxies:\n- name: Edge\n", "proxies[0].name: Invalid")]
    [InlineData("proxies:\n- name: a\n  certificate: []\n", "did you mean \"certificates\"?")]
    [InlineData("proxies:\n- name: a\n- name: a\n", "Two of proxies")]
    [InlineData("proxies:\n- name: a\n  certificates: [{name: b}]\n", "one of chainFile, secretName and authority")]
    [InlineData("proxies:\n- name: a\n  certificates: [{name: b, names: [c.org], authority: none}]\n", "Not found: \"none\"")]
    [InlineData("proxies:\n- name: a\n  certificates: [{name: b, secretName: c}]\n", "NAMESPACE/NAME")]
    [InlineData("proxies:\n- name: a\n  certificates: [{name: b, chainFile: x, challenge: dns}]\n", "dns-01")]
    [InlineData("proxies:\n- name: a\n  initial: {listener: []}\n", "initial")]
    [InlineData("proxies:\n- name: a\n  initial: {listeners: [{name: A, protocol: http, address: ':80'}]}\n", "initial.listeners[0].name")]
    [InlineData("proxies:\n- name: a\n  initialFile: none.yaml\n", "none.yaml")]
    [InlineData("certificates:\n  authorities:\n    le: {directory: 'http://le'}\n", "certificates.authorities.le.directory")]
    [InlineData("certificates:\n  authorities:\n    ../le: {agreeToTerms: true}\n", "letters, digits and dashes")]
    [InlineData("certificates:\n  httpport: 1\n", "did you mean \"certificates.httpPort\"?")]
    [InlineData("dns:\n  a: {zone: example.org}\n", "cloudflare or rfc2136")]
    [InlineData("dns:\n  a: {type: cloudflare, zone: example.org}\n", "tokenFile and tokenVariable")]
    [InlineData("dns:\n  a: {type: rfc2136, zone: example.org, server: a, keyName: a, keyFile: a, port: 0}\n", "dns.a.port")]
    [InlineData("agent:\n  fqdn: edge.example.org\n", "needs a provider in dns")]
    [InlineData("agent:\n  interface: eth0\n", "needs agent.fqdn")]
    public void Load_Mistake_SaidWithItsLine(string text, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Load(text));

        Assert.Contains(exception.Errors, error => error.Message.Contains(problem, StringComparison.Ordinal) && error.Line > 0);
    }

    [Fact]
    public void Load_ChallengeByDnsWithoutItsZone_SaidWhichNameIsMissing()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Load(Whole.Replace("names: [shop.example.org", "names: [shop.example.com", StringComparison.Ordinal).Replace("initialFile: edge.yaml", "provider: proxy", StringComparison.Ordinal)));

        Assert.Contains("no provider in dns has the zone of shop.example.com", exception.Message, StringComparison.Ordinal);
    }

    private LoadedConfiguration Load(string text) =>
        new ConfigurationLoader(new Dictionary<string, string>(), isRoot: false).Load(_directory.Write("reeve.yaml", text), []);
}
