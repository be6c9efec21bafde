using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Spec;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Spec;

public sealed class SpecValidationTests
{
    private const string Least = "\"image\": \"debian\", \"flavor\": \"m4.small\"";
    private static readonly ClusterId s_cluster = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "web" };

    [Theory]
    [InlineData("")]
    [InlineData(""", "masters": {"count": 3}, "access": {"api": "loadBalancer"}""")]
    [InlineData(""", "masters": {"count": 3}, "access": {"endpoint": "api.example.com:6443"}""")]
    [InlineData(""", "masters": {"addresses": ["10.101.101.5"]}, "access": {"sshFrom": ["192.0.2.0/24"]}""")]
    [InlineData(""", "keypair": {"publicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDk= me@here"}""")]
    [InlineData(""", "network": {"existing": "lan"}, "pools": []""")]
    public void Validate_WhatCanBe_IsFine(string more) => Assert.Empty(Errors($"{{{Least}{more}}}"));

    [Theory]
    [InlineData("""{"flavor": "m"}""", "masters.image", "pools[0].image")]
    [InlineData("""{"image": "i"}""", "masters.flavor", "pools[0].flavor")]
    [InlineData("""{"image": "i", "flavor": "f", "masters": {"count": 2}}""", "masters.count", "masters.count")]
    [InlineData("""{"image": "i", "flavor": "f", "masters": {"count": 3}}""", "masters.count")]
    [InlineData("""{"image": "i", "flavor": "f", "masters": {"count": 9}, "access": {"endpoint": "a:1"}}""", "masters.count")]
    [InlineData("""{"image": "i", "flavor": "f", "pools": [{"name": "a"}, {"name": "a"}]}""", "pools[1].name")]
    [InlineData("""{"image": "i", "flavor": "f", "pools": [{"name": "master"}]}""", "pools[0].name")]
    [InlineData("""{"image": "i", "flavor": "f", "pools": [{"name": "a", "volumes": [{"name": "x", "sizeGiB": 0}]}]}""", "pools[0].volumes")]
    [InlineData("""{"image": "i", "flavor": "f", "masters": {"addresses": ["10.0.0.1"]}}""", "masters.addresses")]
    [InlineData("""{"image": "i", "flavor": "f", "network": {"cidr": "10.101.101.7/24"}}""", "network.cidr")]
    [InlineData("""{"image": "i", "flavor": "f", "network": {"external": "none"}}""", "access.api")]
    [InlineData("""{"image": "i", "flavor": "f", "network": {"nameServers": ["dns"]}}""", "network.nameServers")]
    [InlineData("""{"image": "i", "flavor": "f", "access": {"sshFrom": ["0.0.0.0"]}}""", "access.sshFrom")]
    [InlineData("""{"image": "i", "flavor": "f", "access": {"api": "magic"}}""", "access.api")]
    [InlineData("""{"image": "i", "flavor": "f", "access": {"endpoint": "host"}}""", "access.endpoint")]
    [InlineData("""{"image": "i", "flavor": "f", "distribution": "k0s"}""", "distribution")]
    [InlineData("""{"image": "i", "flavor": "f", "serverGroupPolicy": "far"}""", "serverGroupPolicy")]
    [InlineData("""{"image": "i", "flavor": "f", "waitFor": "ever"}""", "waitFor")]
    [InlineData("""{"image": "i", "flavor": "f", "cloudInit": {"programs": "floppy"}}""", "cloudInit.programs")]
    [InlineData("""{"image": "i", "flavor": "f", "cloudInit": {"loginUser": "a b'; rm"}}""", "cloudInit.loginUser")]
    [InlineData("""{"image": "i", "flavor": "f", "keypair": {"name": "a", "publicKey": "ssh-rsa AAAA"}}""", "keypair")]
    [InlineData("""{"image": "i", "flavor": "f", "keypair": {"publicKey": "rubbish"}}""", "keypair.publicKey")]
    [InlineData("""{"image": "i", "flavor": "f", "metadata": {"reeve-secret": "x"}}""", "metadata")]
    public void Validate_WhatCannotBe_NamesItsField(string spec, params string[] fields) =>
        Assert.Equal(fields.Select(field => $"spec.provider.{field}"), Errors(spec).Select(error => error.Field));

    [Fact]
    public void Validate_NamesThatWouldBeTooLong_AreRefused() => Assert.Contains(
        SpecValidation.Validate(s_cluster with { Name = new string('a', 60) }, Read($"{{{Least}}}")), error => error.Field == "metadata.name");

    [Fact]
    public void Read_UnknownField_NamesIt() =>
        Assert.Equal("spec.provider.masters", Assert.Throws<ProviderException>(() => Read("""{"masters": {"cuont": 3}}""")).Field?[.."spec.provider.masters".Length]);

    [Fact]
    public void Read_OverDefaults_MergesObjectsAndReplacesLists()
    {
        var spec = OpenStackSpecs.Read(
            new ClusterSpec { Id = s_cluster, Version = "1.30.2", Provider = Json("""{"network": {"mtu": 1400}, "access": {"apiFrom": ["192.0.2.0/24"]}}""") },
            Json("""{"image": "debian", "network": {"external": "public"}, "access": {"apiFrom": ["198.51.100.0/24", "203.0.113.0/24"]}}"""));

        Assert.Equal(("debian", 1400, "public"), (spec.Image, spec.Network.Mtu, spec.Network.External));
        Assert.Equal(["192.0.2.0/24"], spec.Access.ApiFrom);
    }

    [Fact]
    public void Flavors_ThatComeWithThePlugin_AreValid()
    {
        using var stream = typeof(OpenStackPlugin).Assembly.Location is { Length: > 0 } location ? File.OpenRead(Path.Combine(Path.GetDirectoryName(location)!, "flavors.json")) : throw new InvalidOperationException();
        using var flavors = JsonDocument.Parse(stream);
        var all = flavors.RootElement.GetProperty("flavors").EnumerateArray().ToList();

        Assert.Equal(["x1.k3s", "x1.large", "x1.medium", "x1.small", "x1.tiny"], all.Select(flavor => flavor.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(all, flavor =>
        {
            var spec = new ClusterSpec { Id = s_cluster, Version = flavor.GetProperty("spec").GetProperty("version").GetString()!, Provider = flavor.GetProperty("spec").GetProperty("provider") };
            var own = OpenStackSpecs.Read(spec, Json("""{"image": "debian"}"""));
            Assert.Empty(SpecValidation.Validate(s_cluster, own));
            Assert.Empty(DistributionCatalog.Of(own.Distribution).Validate(spec, own));
            Assert.Equal(flavor.GetProperty("name").GetString() == "x1.k3s" ? "k3s" : "kubeadm", own.Distribution);
        });
    }

    private static List<FieldError> Errors(string spec) => [.. SpecValidation.Validate(s_cluster, Read(spec))];

    private static OpenStackSpec Read(string spec) => OpenStackSpecs.Read(new ClusterSpec { Id = s_cluster, Version = "1.30.2", Provider = Json(spec) }, default);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
