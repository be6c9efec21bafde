using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Configuration;

public sealed class CloudSourceTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = new() { ["XDG_CONFIG_HOME"] = "/nonexistent" };

    private string Home => Path.Combine(_directory.Path, "home");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Find_NamedCloud_ReadsWhoWhereAndHow()
    {
        Write("clouds.yaml", """
            clouds:
              other: {auth: {auth_url: "https://other/v3", username: u, password: p}}
              mine:
                auth:
                  auth_url: https://keystone.example.com:5000/v3
                  username: me
                  password: 0123
                  project_name: demo
                  user_domain_name: Default
                  project_domain_id: default
                region_name: RegionOne
                interface: internal
                cacert: ~/ca.pem
                cert: client.pem
                key: /keys/client.key
                compute_endpoint_override: https://nova.example.com/v2.1
            """);

        var found = Find(new CloudOptions { Name = "mine" });

        Assert.Equal("mine", found.Name);
        Assert.Equal("https://keystone.example.com:5000/v3", found.AuthUrl.ToString());
        var password = Assert.IsType<Credentials.Password>(found.Credentials);
        Assert.Equal(("me", "Default", "0123"), (password.User.Name, password.User.Domain!.Name, password.Value.Reveal()));
        Assert.Equal(new Scope.Project(null, "demo", new DomainReference { Id = "default" }), found.Scope);
        Assert.Equal(("RegionOne", "internal"), (found.Region, found.Interface));
        Assert.Equal(Path.Combine(Home, "ca.pem"), found.AuthorityFile);
        Assert.Equal(Path.Combine(_directory.Path, "client.pem"), found.CertificateFile);
        Assert.Equal("/keys/client.key", found.KeyFile);
        Assert.Equal("https://nova.example.com/v2.1", found.EndpointOverrides["compute"]);
        Assert.False(found.Insecure);
    }

    [Fact]
    public void Find_SecretsAndProfileInFilesOfTheirOwn_AreMerged()
    {
        Write("clouds.yaml", """
            clouds:
              mine:
                profile: vendor
                auth: {username: me, project_id: abc}
            """);
        Write("secure.yaml", "clouds: {mine: {auth: {password: secret}}}");
        Write("clouds-public.yaml", """
            public-clouds:
              vendor: {auth: {auth_url: "https://vendor", username: nobody}, region_name: north, verify: false}
            """);

        var found = Find(new CloudOptions());

        Assert.Equal("https://vendor/", found.AuthUrl.ToString());
        Assert.Equal("me", Assert.IsType<Credentials.Password>(found.Credentials).User.Name);
        Assert.Equal("secret", ((Credentials.Password)found.Credentials).Value.Reveal());
        Assert.Equal("north", found.Region);
        Assert.True(found.Insecure);
    }

    [Fact]
    public void Find_ApplicationCredential_HasNoScope()
    {
        Write("clouds.yaml", """
            clouds:
              mine:
                auth_type: v3applicationcredential
                auth: {auth_url: "https://x", application_credential_id: id, application_credential_secret: s, project_name: ignored}
            """);

        var found = Find(new CloudOptions());

        Assert.Equal("id", Assert.IsType<Credentials.ApplicationCredential>(found.Credentials).Id);
        Assert.Same(Scope.None, found.Scope);
    }

    [Theory]
    [InlineData("system_scope: all", "WholeSystem")]
    [InlineData("trust_id: t", "Trust")]
    [InlineData("domain_name: d", "Domain")]
    [InlineData("tenant_name: p", "Project")]
    [InlineData("user_id: x", "Unsaid")]
    public void Find_Scopes_AreToldApart(string line, string expected)
    {
        Write("clouds.yaml", $"clouds: {{mine: {{auth: {{auth_url: 'https://x', username: u, password: p, {line}}}}}}}");

        Assert.Equal(expected, Find(new CloudOptions()).Scope.GetType().Name);
    }

    [Fact]
    public void Find_Anchors_AreMerged()
    {
        Write("clouds.yaml", """
            common: &common {auth_url: "https://x", username: u, password: p}
            clouds:
              mine: {auth: {<<: *common, username: me}}
            """);

        Assert.Equal("me", Assert.IsType<Credentials.Password>(Find(new CloudOptions()).Credentials).User.Name);
    }

    [Fact]
    public void Find_Regions_TakesTheFirstWithItsValues()
    {
        Write("clouds.yaml", """
            clouds:
              mine:
                auth: {auth_url: "https://x", username: u, password: p}
                regions: [{name: north, values: {interface: admin}}, south]
            """);

        var found = Find(new CloudOptions());

        Assert.Equal(("north", "admin"), (found.Region, found.Interface));
    }

    [Fact]
    public void Find_Variables_DescribeACloud()
    {
        Set("OS_AUTH_URL", "http://127.0.0.1:5000/v3");
        Set("OS_USERNAME", "me");
        Set("OS_PASSWORD", "p");
        Set("OS_TENANT_NAME", "demo");
        Set("OS_DOMAIN_NAME", "corp");
        Set("OS_ENDPOINT_TYPE", "internalURL");
        Set("OS_INSECURE", "true");

        var found = Find(new CloudOptions { Region = "south" });

        Assert.Equal(new Scope.Project(null, "demo", new DomainReference { Name = "corp" }), found.Scope);
        Assert.Equal(("south", "internal", true), (found.Region, found.Interface, found.Insecure));
    }

    [Fact]
    public void Find_NamedByVariable_IsFilledFromOthers()
    {
        Write("clouds.yaml", "clouds: {a: {}, mine: {auth: {auth_url: 'https://x', token: t}, interface: admin}}");
        Set("OS_CLOUD", "mine");
        Set("OS_REGION_NAME", "north");
        Set("OS_INTERFACE", "internal");
        Set("OS_PASSWORD", "of somebody else");

        var found = Find(new CloudOptions());

        Assert.IsType<Credentials.Token>(found.Credentials);
        Assert.Equal(("north", "admin"), (found.Region, found.Interface));
    }

    [Fact]
    public void Find_FileOfVariables_IsRead()
    {
        Write("os.env", "export OS_AUTH_URL=https://x\nexport OS_USERNAME=me\nexport OS_PASSWORD='p w'\nexport OS_PROJECT_NAME=demo\n");
        Set("MEX_K8SOS_ENV", Path.Combine(_directory.Path, "os.env"));

        var found = Find(new CloudOptions());

        Assert.Equal("p w", Assert.IsType<Credentials.Password>(found.Credentials).Value.Reveal());
        Assert.Equal(found, Find(new CloudOptions { EnvironmentFile = "os.env" }) with { Credentials = found.Credentials, EndpointOverrides = found.EndpointOverrides });
    }

    [Theory]
    [InlineData("clouds: {mine: {auth: {username: u, password: p}}}", "auth_url is missing")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'ftp://x', username: u, password: p}}}", "auth_url must be")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x', password: p}}}", "username is missing")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x', username: u}}}", "password is missing")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x'}, auth_type: v3oidcpassword}}", "auth_type v3oidcpassword")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x'}, identity_api_version: 2}}", "identity_api_version 2")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x', username: u, password: p}, interface: outside}}", "interface must be")]
    [InlineData("clouds: {mine: {auth: {auth_url: 'https://x', username: u, password: p}, verify: perhaps}}", "verify must be")]
    [InlineData("clouds: {mine: {profile: vendor}}", "vendor")]
    [InlineData("clouds: {a: {}, b: {}}", "several clouds (a, b)")]
    [InlineData("clouds: {}\nx: [", "line")]
    [InlineData("nothing: here", "has no clouds")]
    public void Find_WhatMakesNoSense_IsNamed(string text, string expected)
    {
        Write("clouds.yaml", text);

        var exception = Assert.Throws<ProviderException>(() => Find(new CloudOptions()));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("clouds.yaml", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Nothing_SaysWhereItLooked()
    {
        var exception = Assert.Throws<ProviderException>(() => new CloudSource(_environment, Home, _directory.Path).Find(new CloudOptions { File = Path.Combine(_directory.Path, "none.yaml") }));

        Assert.Contains("none.yaml", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfEverything_ShowsNoSecret()
    {
        Write("clouds.yaml", "clouds: {mine: {auth: {auth_url: 'https://x', username: u, password: hunter2}}}");

        Assert.DoesNotContain("hunter2", Find(new CloudOptions()).ToString(), StringComparison.Ordinal);
    }

    private CloudSettings Find(CloudOptions options) => new CloudSource(_environment, Home, _directory.Path).Find(options);

    private void Set(string name, string value) => _environment[name] = value;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory.Path, name), text);
}
