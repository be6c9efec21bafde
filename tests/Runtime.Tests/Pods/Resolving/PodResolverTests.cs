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

public sealed class PodResolverTests : PodResolving
{
    [Fact]
    public async Task PullSecrets_DockerConfig_IsReadAndBrokenOnesAreNoted()
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pa:ss"));
        Objects.Set(FakeObjects.Secret("good", (SecretKeys.DockerConfigJson, $$"""{"auths":{"https://registry.example/v2/":{"auth":"{{auth}}"} } }""")))
            .Set(FakeObjects.Secret("broken", (SecretKeys.DockerConfigJson, "{")));
        var resolution = await ResolveAsync(container => container, spec => spec with
        {
            ImagePullSecrets = [new() { Name = "good" }, new() { Name = "broken" }, new() { Name = "absent" }],
        });

        var secret = Assert.Single(resolution.Pod.PullSecrets);
        Assert.Equal(("registry.example/v2", "user", "pa:ss"), (secret.Registry, secret.Username, secret.Password));
        Assert.Equal(2, resolution.Notes.Count);
    }

    [Fact]
    public async Task SecurityContext_OfContainer_WinsOverThePods()
    {
        var resolution = await ResolveAsync(
            container => container with { SecurityContext = new() { RunAsUser = 5 } },
            spec => spec with { SecurityContext = new() { RunAsUser = 1, RunAsGroup = 2 } });

        var context = resolution.Pod.Containers[0].SecurityContext;
        Assert.Equal((5L, 2L), (context.RunAsUser, context.RunAsGroup));
    }

    [Fact]
    public async Task Containers_KindsAndOrder_AreThoseOfTheContract()
    {
        var resolution = await ResolveAsync(container => container, spec => spec with
        {
            InitContainers = [new Container { Name = "i" }, new Container { Name = "s", RestartPolicy = RestartPolicies.Always }],
            EphemeralContainers = [new EphemeralContainer { Name = "e" }],
        });

        Assert.Equal(
            [("i", ContainerKind.Init), ("s", ContainerKind.Sidecar), ("main", ContainerKind.Regular), ("e", ContainerKind.Ephemeral)],
            resolution.Pod.Containers.Select(container => (container.Name, container.Kind)));
    }

    [Fact]
    public async Task Inputs_Credentials_ComeFromTheirOwnSourceAndAreNotFollowed()
    {
        var (objects, credentials) = (Substitute.For<IObjectSource>(), Substitute.For<ICredentialSource>());
        objects.ListAsync<Service>(Arg.Any<ObjectKey>(), Arg.Any<CancellationToken>()).Returns([]);
        objects.GetJsonAsync(Arg.Any<ObjectKey>(), Arg.Any<CancellationToken>()).Returns([(ReadOnlyMemory<byte>)"object"u8.ToArray()]);
        credentials.GetJsonAsync(Arg.Any<ObjectKey>(), Arg.Any<CancellationToken>()).Returns((ReadOnlyMemory<byte>)"credentials"u8.ToArray());
        InputReference[] inputs = [Input("plain", credentials: false), Input("keys", credentials: true)];

        var both = await ResolveInputsAsync(objects, credentials, inputs);
        var one = await ResolveInputsAsync(objects, null, inputs);

        Assert.Equal(["plain=object", "keys=credentials"], Texts(both));
        Assert.Equal("plain", Assert.Single(both.References).Name);
        Assert.Equal(["plain=object", "keys=object"], Texts(one));
        Assert.Equal(["keys", "plain"], one.References.Select(key => key.Name).Order());

        static IEnumerable<string> Texts(Resolution resolution) =>
            resolution.Pod.Inputs.Select(input => $"{input.Reference.Name}={Encoding.UTF8.GetString(Assert.Single(input.Objects).Span)}");
    }

    [Fact]
    public async Task Inputs_CredentialsNotThere_AreAskedForAgainUnlessOptional()
    {
        var credentials = Substitute.For<ICredentialSource>();
        credentials.GetJsonAsync(Arg.Any<ObjectKey>(), Arg.Any<CancellationToken>())
            .Returns<ReadOnlyMemory<byte>>(_ => throw new ProviderException(ErrorReason.NotFound, "None."));

        var needed = await ResolveInputsAsync(Objects, credentials, Input("keys", credentials: true));
        var optional = await ResolveInputsAsync(Objects, credentials, Input("keys", credentials: true) with { Optional = true });

        Assert.Equal("Secret \"keys\": None.", Assert.Single(needed.VolumeProblems));
        Assert.True(needed.IsUnread);
        Assert.Empty(optional.VolumeProblems);
        Assert.Empty(Assert.Single(optional.Pod.Inputs).Objects);
        Assert.False(optional.IsUnread);
    }
}
