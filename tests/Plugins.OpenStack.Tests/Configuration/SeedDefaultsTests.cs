using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Testing;

namespace Reeve.Plugins.OpenStack.Tests.Configuration;

public sealed class SeedDefaultsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void ToProvider_FilesOfTheAgent_BecomeFieldsOfSpecifications()
    {
        var found = Load(
            """
            [defaults]
            region = "RegionTwo"
            zone = "nova"
            image = "ubuntu"
            network = "private"
            flavor = "m4.large"

            [kubernetes]
            nodeaddrs = ["10.0.0.10", "10.0.0.11", "10.0.0.12"]
            noderoles = ["k8s-node", "k8s-master", "k8s-node"]
            masteraddr = "10.0.0.11"
            proxyaddr = "10.0.0.2"
            """,
            "#cloud-config\n");

        Assert.Equal("RegionTwo", found.Region);
        Assert.Equal(
            """{"image":"ubuntu","flavor":"m4.large","zones":["nova"],"network":{"existing":"private"},"cloudInit":{"masterTemplate":"#cloud-config\n","workerTemplate":"#cloud-config\n"},"metadata":{"edgeproxy":"10.0.0.2"},"masters":{"count":1,"addresses":["10.0.0.11"]},"pools":[{"count":2,"addresses":["10.0.0.10","10.0.0.12"],"name":"worker"}]}""",
            found.ToProvider().ToJsonString());
    }

    [Fact]
    public void ToProvider_NothingSaid_IsEmpty() => Assert.Equal("{}", SeedDefaults.Load(new Dictionary<string, string>()).ToProvider().ToJsonString());

    [Theory]
    [InlineData("[kubernetes]\nnodeaddrs = ['a']\nnoderoles = ['k8s-master', 'k8s-node']", "#!/bin/sh\n", "noderoles has 2")]
    [InlineData("[defaults\n", "#!/bin/sh\n", "defaults.toml, line 1")]
    [InlineData("", "packages: [x]\n", "first line")]
    public void Load_WhatMakesNoSense_IsNamed(string toml, string userData, string expected)
    {
        var exception = Assert.Throws<ProviderException>(() => Load(toml, userData));

        Assert.Equal(ErrorReason.Invalid, exception.Reason);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private SeedDefaults Load(string toml, string userData)
    {
        var (config, data) = (Path.Combine(_directory.Path, "defaults.toml"), Path.Combine(_directory.Path, "userdata"));
        File.WriteAllText(config, toml);
        File.WriteAllText(data, userData);
        return SeedDefaults.Load(new Dictionary<string, string> { ["MEX_K8SOS_CONFIG"] = config, ["MEX_K8SOS_USERDATA"] = data });
    }
}
