using System.Text;
using NSubstitute;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Resolving;

public sealed class VolumeResolutionTests : PodResolving
{
    [Fact]
    public async Task Volume_ConfigMapWithItems_HasModesAndARevisionThatFollowsContent()
    {
        Objects.Set(FakeObjects.ConfigMap("c", ("a", "1"), ("b", "2")));
        var volume = new Volume
        {
            Name = "v",
            ConfigMap = new() { Name = "c", DefaultMode = 0x100, Items = [new() { Key = "a", Path = "dir/./x" }, new() { Key = "b", Path = "y", Mode = 0x1ED }] },
        };
        var plan = Assert.IsType<FilesVolume>((await VolumesAsync(volume)).Pod.Volumes[0]);

        Assert.Equal([("dir/x", "1", 0x100), ("y", "2", 0x1ED)], plan.Files.Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span), file.Mode)));
        Assert.False(plan.Sensitive);
        Assert.Equal(plan.Revision, ((FilesVolume)(await VolumesAsync(volume)).Pod.Volumes[0]).Revision);
        Objects.Set(FakeObjects.ConfigMap("c", ("a", "changed"), ("b", "2")));
        Assert.NotEqual(plan.Revision, ((FilesVolume)(await VolumesAsync(volume)).Pod.Volumes[0]).Revision);
    }

    [Fact]
    public async Task Volume_Projected_JoinsSourcesAndIsSensitiveWithASecret()
    {
        Objects.Set(FakeObjects.ConfigMap("c", ("same", "config"))).Set(FakeObjects.Secret("s", ("same", "secret")));
        var plan = Assert.IsType<FilesVolume>((await VolumesAsync(new Volume
        {
            Name = "v",
            Projected = new()
            {
                Sources =
                [
                    new() { ConfigMap = new() { Name = "c" } },
                    new() { Secret = new() { Name = "s" } },
                    new() { DownwardAPI = new() { Items = [new() { Path = "labels", FieldRef = new() { FieldPath = "metadata.labels" } }] } },
                    new() { ConfigMap = new() { Name = "absent", Optional = true } },
                ],
            },
        })).Pod.Volumes[0]);

        Assert.True(plan.Sensitive);
        Assert.Equal(["labels: app=\"web\"\nquote=\"a\\\"b\\n\"", "same: secret"], plan.Files.Select(file => $"{file.Path}: {Encoding.UTF8.GetString(file.Content.Span)}"));
    }

    [Theory]
    [InlineData("configMap")]
    [InlineData("secret")]
    [InlineData("key")]
    [InlineData("token")]
    [InlineData("claim")]
    [InlineData("traversal")]
    public async Task Volume_Unresolvable_IsAProblemThatNamesVolumeAndCause(string kind)
    {
        Objects.Set(FakeObjects.ConfigMap("c", ("k", "v")));
        var (volume, cause) = kind switch
        {
            "configMap" => (new Volume { ConfigMap = new() { Name = "no" } }, "configmap \"no\" not found"),
            "secret" => (new Volume { Secret = new() { SecretName = "no" } }, "secret \"no\" not found"),
            "key" => (new Volume { ConfigMap = new() { Name = "c", Items = [new() { Key = "no", Path = "p" }] } }, "references non-existent config key: no"),
            "token" => (new Volume { Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "t" } }] } }, "needs a cluster"),
            "claim" => (new Volume { PersistentVolumeClaim = new() { ClaimName = "no" } }, "persistentvolumeclaim \"no\" not found"),
            _ => (new Volume { ConfigMap = new() { Name = "c", Items = [new() { Key = "k", Path = "../../etc/passwd" }] } }, "must not contain '..'"),
        };

        var resolution = await VolumesAsync(volume with { Name = "v" });

        var problem = Assert.Single(resolution.VolumeProblems);
        Assert.Contains("volume \"v\"", problem, StringComparison.Ordinal);
        Assert.Contains(cause, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Volume_Claim_IsBoundToItsVolume()
    {
        Objects.Set(new PersistentVolumeClaim { Metadata = new() { Name = "data", Namespace = "default" }, Spec = new() { VolumeName = "pv" } })
            .Set(new PersistentVolume { Metadata = new() { Name = "pv" }, Spec = new() { HostPath = new() { Path = "/srv" } } });

        var plan = Assert.IsType<ClaimVolume>(
            (await VolumesAsync(new Volume { Name = "v", PersistentVolumeClaim = new() { ClaimName = "data", ReadOnly = true } })).Pod.Volumes[0]);
        Assert.Equal(("pv", true), (plan.Volume.Metadata.Name, plan.ReadOnly));
    }

    [Fact]
    public async Task Volumes_SourceFails_StayForAPodThatRuns()
    {
        Volume[] volumes =
        [
            new() { Name = "c", ConfigMap = new() { Name = "c" } },
            new() { Name = "t", Projected = new() { Sources = [new() { Secret = new() { Name = "s" } }] } },
            new() { Name = "e", EmptyDir = new() },
        ];
        var starting = await ResolveAsync(container => container, spec => spec with { Volumes = volumes }, failsWith: "Away.");
        var running = await ResolveAsync(container => container, spec => spec with { Volumes = volumes }, failsWith: "Away.", keepsUnread: true);

        Assert.Equal(2, starting.VolumeProblems.Count);
        Assert.Empty(running.VolumeProblems);
        Assert.Equal([false, true], running.Pod.Volumes.OfType<FilesVolume>().Where(volume => volume.IsKept).Select(volume => volume.Sensitive));
        Assert.True(running.IsUnread);
    }

    [Fact]
    public async Task Volumes_TokenOfAPodThatRanCannotBeRead_TheRestStandsIn()
    {
        Volume[] volumes =
        [
            new() { Name = "t", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "token" } }, Namespace] } },
            new() { Name = "s", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "token" } }, new() { Secret = new() { Name = "s" } }] } },
            new() { Name = "old", Secret = new() { SecretName = "default-token-x" } },
            new() { Name = "other", Secret = new() { SecretName = "x" } },
        ];
        var resolution = await ResolveAsync(
            container => container with
            {
                VolumeMounts = [new() { Name = "old", MountPath = "/var/run/secrets/kubernetes.io/serviceaccount" }, new() { Name = "other", MountPath = "/x" }],
            },
            spec => spec with { Volumes = volumes },
            failsWith: "Away.",
            keepsUnread: true,
            tokens: new FailingTokens());

        var kept = resolution.Pod.Volumes.Cast<FilesVolume>().ToDictionary(volume => volume.Name);
        Assert.All(kept.Values, volume => Assert.True(volume is { IsKept: true, Sensitive: true }));
        Assert.Equal(["old", "t"], kept.Values.Where(volume => volume.HasStandIn).Select(volume => volume.Name).Order());
        Assert.Equal(["namespace"], kept["t"].Files.Select(file => file.Path));
        Assert.Equal(["namespace"], kept["old"].Files.Select(file => file.Path));
        Assert.True(resolution.IsUnread);
    }

    [Fact]
    public async Task Tokens_InAProjectedVolume_AreThePodsUsersAlone()
    {
        var resolution = await ResolveAsync(
            container => container,
            spec => spec with
            {
                SecurityContext = new() { RunAsUser = 7 },
                Volumes = [new() { Name = "t", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "token" } }] } }],
            },
            tokens: new FixedTokens());

        var volume = Assert.Single(resolution.Pod.Volumes.OfType<FilesVolume>());
        var file = Assert.Single(volume.Files);
        Assert.Equal((0x180, 7L), (file.Mode, file.UserId));
        Assert.True(volume.Sensitive);
        Assert.Equal(FixedTokens.RefreshAt, resolution.RefreshAt);
    }
}
