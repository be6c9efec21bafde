using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Images.Oci;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Images.Oci;

public sealed class OciReferenceTests
{
    private const string Digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("busybox", "docker.io/library/busybox:latest")]
    [InlineData("oci:busybox", "docker.io/library/busybox:latest")]
    [InlineData("busybox:1.36", "docker.io/library/busybox:1.36")]
    [InlineData("me/tool", "docker.io/me/tool:latest")]
    [InlineData("docker.io/busybox", "docker.io/library/busybox:latest")]
    [InlineData("index.docker.io/library/busybox", "docker.io/library/busybox:latest")]
    [InlineData("localhost/a", "localhost/a:latest")]
    [InlineData("localhost:5000/a/b:t", "localhost:5000/a/b:t")]
    [InlineData("[::1]:5000/a:t", "[::1]:5000/a:t")]
    [InlineData("registry.k8s.io/e2e-test-images/agnhost:2.53", "registry.k8s.io/e2e-test-images/agnhost:2.53")]
    [InlineData("quay.io/a__b/c-d.e@" + Digest, "quay.io/a__b/c-d.e@" + Digest)]
    [InlineData("quay.io/a:t@" + Digest, "quay.io/a:t@" + Digest)]
    public void Parse_Reference_IsNamedInFull(string text, string whole) => Assert.Equal(whole, OciReference.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("Upper")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("a:ta g")]
    [InlineData("a@sha256:123")]
    [InlineData("a@md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("https://quay.io/a")]
    [InlineData("host:/bin/sh")]
    [InlineData("a\nb")]
    [InlineData("quay.io:99999999/a")]
    public void Parse_NoReference_SaysInvalid(string text) =>
        Assert.Equal(ErrorReason.Invalid, Assert.Throws<ProviderException>(() => OciReference.Parse(text)).Reason);

    [Fact]
    public void Parse_Anything_GivesItselfAgainOrNothing()
    {
        var text = Gen.ArrayOf(Gen.Elements("abz019._-/:@ABZ% [\n".ToCharArray())).Select(characters => new string(characters));
        Prop.ForAll(text.ToArbitrary(), one =>
            !OciReference.TryParse(one, out var reference)
            || (OciReference.Parse(reference.ToString()) == reference && !reference.Repository.Contains("..", StringComparison.Ordinal))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("quay.io", "quay.io/a/b", true)]
    [InlineData("quay.io/a", "quay.io/a/b", true)]
    [InlineData("quay.io/a/b", "quay.io/a/b", true)]
    [InlineData("quay.io/aa", "quay.io/a/b", false)]
    [InlineData("*.io", "quay.io/a", true)]
    [InlineData("*.quay.io", "quay.io/a", false)]
    [InlineData("quay.io:443", "quay.io/a", false)]
    [InlineData("index.docker.io/v1", "busybox", true)]
    [InlineData("localhost:5000", "localhost:5000/a", true)]
    public void Credentials_ByHostAndPath_AreFound(string registry, string image, bool found)
    {
        var secret = new PullSecret { Registry = registry, Username = "u", Password = "p" };
        Assert.Equal(found ? [secret, null] : [null], RegistryCredentials.For(OciReference.Parse(image), [secret]));
    }

    [Fact]
    public void Credentials_Several_MostPreciseFirst()
    {
        var wide = new PullSecret { Registry = "quay.io", Username = "wide", Password = "p" };
        var narrow = new PullSecret { Registry = "quay.io/a", Username = "narrow", Password = "p" };
        Assert.Equal(["narrow", "wide", null], RegistryCredentials.For(OciReference.Parse("quay.io/a/b"), [wide, narrow]).Select(secret => secret?.Username));
    }

    [Fact]
    public void Challenge_Parameters_AreRead()
    {
        var parameters = ChallengeParameters.Read("realm=\"https://auth.example.org/token?a=b,c\",service=registry , scope=\"repository:a/b:pull,push\"");
        Assert.Equal("https://auth.example.org/token?a=b,c", parameters["realm"]);
        Assert.Equal("registry", parameters["service"]);
        Assert.Equal("repository:a/b:pull,push", parameters["scope"]);
        Prop.ForAll<string>(text => ChallengeParameters.Read(text ?? "").Count >= 0).QuickCheckThrowOnFailure();
    }
}
