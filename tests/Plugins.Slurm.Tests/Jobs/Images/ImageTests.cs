using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Images;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Images;

public sealed class ImageTests
{
    [Theory]
    [InlineData("busybox:1.36", null, null, "docker://busybox:1.36")]
    [InlineData("docker://ghcr.io/a/b@sha256:00", null, null, "docker://ghcr.io/a/b@sha256:00")]
    [InlineData("oras://ghcr.io/a/b:1", null, null, "oras://ghcr.io/a/b:1")]
    [InlineData("library://lolcow", null, null, "library://lolcow")]
    [InlineData("/shared/x.sif", null, null, "/shared/x.sif")]
    [InlineData("/shared/sandbox", null, null, "/shared/sandbox")]
    [InlineData("tools/x.sif", null, null, "/images/tools/x.sif")]
    [InlineData("/alpine.sif", "slurm-job.knoc.io/image-root", "/home/user/images", "/home/user/images/alpine.sif")]
    [InlineData("alpine.sif", "slurm-job.knoc.io/image-root", "/home/user/images", "/home/user/images/alpine.sif")]
    [InlineData("a/b:1", "slurm-job.vk.io/image-root", "docker://registry.site/", "docker://registry.site/a/b:1")]
    [InlineData("/cvmfs/x.sif", "slurm-job.vk.io/image-root", "/home", "/cvmfs/x.sif")]
    [InlineData("x.sif", "slurm.reeve.dev/image-root", "/home", "/home/x.sif")]
    public void Resolve_References_AreWhatTheRuntimeTakes(string image, string? key, string? root, string expected)
    {
        var findings = new Findings();
        var annotations = key is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [key] = root! };
        var pod = new Pod { Metadata = new ObjectMeta { Annotations = annotations } };

        Assert.Equal(expected, new ImageReferences(new ContainerOptions { ImageRoot = "/images" }).Resolve(pod, image, "image", findings));
        Assert.Empty(findings.Errors);
    }

    [Theory]
    [InlineData("docker://busybox", "https://index.docker.io/v1/")]
    [InlineData("docker://library/busybox", "docker.io")]
    [InlineData("docker://ghcr.io/a/b:1", "ghcr.io")]
    [InlineData("oras://localhost:5000/a@sha256:0", "localhost:5000")]
    [InlineData("docker://ghcr.io/team/b", "ghcr.io/team")]
    public void For_RegistryOfTheImage_GivesItsCredentials(string image, string registry)
    {
        PullSecret[] secrets = [new() { Registry = "other.io", Username = "x", Password = "y" }, new() { Registry = registry, Username = "me", Password = "pa ss" }];

        Assert.Contains("APPTAINER_DOCKER_PASSWORD=pa ss", PullCredentials.For(image, secrets));
    }

    [Theory]
    [InlineData("docker://busybox", "ghcr.io")]
    [InlineData("docker://ghcr.io.evil.example/a", "ghcr.io")]
    [InlineData("docker://ghcr.io/teams/b", "ghcr.io/team")]
    [InlineData("/images/x.sif", "images")]
    public void For_AnotherRegistry_GivesNothing(string image, string registry) =>
        Assert.Empty(PullCredentials.For(image, [new() { Registry = registry, Username = "me", Password = "p" }]));
}
