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

public sealed class PodResolverTests
{
    private static readonly PodFacts Facts = new() { PodIPs = ["10.1.2.3", "fd00::1"], HostIPs = ["192.0.2.7"] };

    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task Environment_AllSources_InTheApisOrder()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("A", "from-all"), ("B", "b"))).Set(FakeObjects.Secret("s", ("PASS", "word")));
        var environment = await EnvironmentAsync(container => container with
        {
            EnvFrom = [new() { ConfigMapRef = new() { Name = "c" } }, new() { Prefix = "S_", SecretRef = new() { Name = "s" } }],
            Env =
            [
                new() { Name = "A", Value = "own" },
                new() { Name = "KEY", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "c", Key = "B" } } },
                new() { Name = "SECRET", ValueFrom = new() { SecretKeyRef = new() { Name = "s", Key = "PASS" } } },
                new() { Name = "NODE", ValueFrom = new() { FieldRef = new() { FieldPath = "spec.nodeName" } } },
                new() { Name = "LABEL", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.labels['app']" } } },
                new() { Name = "IP", ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIP" } } },
                new() { Name = "IPS", ValueFrom = new() { FieldRef = new() { FieldPath = "status.podIPs" } } },
                new() { Name = "HOST", ValueFrom = new() { FieldRef = new() { FieldPath = "status.hostIP" } } },
                new() { Name = "MIX", Value = "$(A)-$(KEY)-$(IP)-$(NONE)" },
            ],
        });

        Assert.Equal(
            [
                "A=own", "B=b", "S_PASS=word", "KEY=b", "SECRET=word", "NODE=node-1", "LABEL=web", "IP=10.1.2.3",
                "IPS=10.1.2.3,fd00::1", "HOST=192.0.2.7", "MIX=own-b-10.1.2.3-$(NONE)",
            ],
            environment);
    }

    [Fact]
    public async Task Environment_ValueOfConfigMap_IsNotExpanded()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("K", "$(HOME)")));
        Assert.Equal(["HOME=/", "K=$(HOME)"], await EnvironmentAsync(container => container with
        {
            Env = [new() { Name = "HOME", Value = "/" }, new() { Name = "K", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "c", Key = "K" } } }],
        }));
    }

    [Theory]
    [InlineData("limits.cpu", null, "2")]
    [InlineData("limits.cpu", "1m", "1500")]
    [InlineData("requests.memory", "1Mi", "64")]
    [InlineData("requests.memory", "100M", "1")]
    [InlineData("limits.memory", "1Gi", "8")]
    [InlineData("requests.ephemeral-storage", null, "0")]
    public async Task Environment_ResourceField_DividesAndRoundsUp(string resource, string? divisor, string expected)
    {
        var environment = await EnvironmentAsync(
            container => container with
            {
                Resources = new()
                {
                    Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("1500m") },
                    Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("64Mi") },
                },
                Env = [new() { Name = "R", ValueFrom = new() { ResourceFieldRef = new() { Resource = resource, Divisor = divisor is null ? null : Quantity.Parse(divisor) } } }],
            });

        Assert.Equal([$"R={expected}"], environment);
    }

    [Theory]
    [InlineData(false, false, "configmap \"c\" not found")]
    [InlineData(true, false, "couldn't find key k in ConfigMap default/c")]
    [InlineData(false, true, null)]
    [InlineData(true, true, null)]
    public async Task Environment_MissingKey_IsTheContainersProblemUnlessOptional(bool exists, bool optional, string? problem)
    {
        if (exists)
        {
            _objects.Set(FakeObjects.ConfigMap("c"));
        }

        var resolution = await ResolveAsync(container => container with
        {
            Env = [new() { Name = "K", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "c", Key = "k", Optional = optional } } }],
        });

        Assert.Equal(problem, resolution.Pod.Containers[0].Problem);
        Assert.Equal(problem is null, resolution.Pod.IsComplete);
        Assert.Contains(resolution.References, key => key is { Kind: "ConfigMap", Name: "c" });
    }

    [Fact]
    public async Task Environment_InvalidName_IsSkippedWithANote()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("good", "1"), ("bad=name", "2")));
        var resolution = await ResolveAsync(container => container with { EnvFrom = [new() { ConfigMapRef = new() { Name = "c" } }] });

        Assert.Equal(["good=1"], Text(resolution));
        var note = Assert.Single(resolution.Notes);
        Assert.Equal("InvalidEnvironmentVariableNames", note.Reason);
        Assert.Contains("bad=name", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_Services_AreContainerLinks()
    {
        _objects.Set(Service("redis-main", "10.0.0.5", new ServicePort { Port = 6379, Protocol = "TCP", Name = "main" }))
            .Set(Service("headless", "None", new ServicePort { Port = 1 }));

        Assert.Equal(
            [
                "REDIS_MAIN_SERVICE_HOST=10.0.0.5", "REDIS_MAIN_SERVICE_PORT=6379", "REDIS_MAIN_SERVICE_PORT_MAIN=6379",
                "REDIS_MAIN_PORT=tcp://10.0.0.5:6379", "REDIS_MAIN_PORT_6379_TCP=tcp://10.0.0.5:6379",
                "REDIS_MAIN_PORT_6379_TCP_PROTO=tcp", "REDIS_MAIN_PORT_6379_TCP_PORT=6379", "REDIS_MAIN_PORT_6379_TCP_ADDR=10.0.0.5",
            ],
            await EnvironmentAsync(container => container));
        Assert.Empty(Text(await ResolveAsync(container => container, spec => spec with { EnableServiceLinks = false })));
    }

    [Fact]
    public async Task Volume_ConfigMapWithItems_HasModesAndARevisionThatFollowsContent()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("a", "1"), ("b", "2")));
        var volume = new Volume
        {
            Name = "v",
            ConfigMap = new() { Name = "c", DefaultMode = 0x100, Items = [new() { Key = "a", Path = "dir/./x" }, new() { Key = "b", Path = "y", Mode = 0x1ED }] },
        };
        var plan = Assert.IsType<FilesVolume>((await VolumesAsync(volume)).Pod.Volumes[0]);

        Assert.Equal([("dir/x", "1", 0x100), ("y", "2", 0x1ED)], plan.Files.Select(file => (file.Path, Encoding.UTF8.GetString(file.Content.Span), file.Mode)));
        Assert.False(plan.Sensitive);
        Assert.Equal(plan.Revision, ((FilesVolume)(await VolumesAsync(volume)).Pod.Volumes[0]).Revision);
        _objects.Set(FakeObjects.ConfigMap("c", ("a", "changed"), ("b", "2")));
        Assert.NotEqual(plan.Revision, ((FilesVolume)(await VolumesAsync(volume)).Pod.Volumes[0]).Revision);
    }

    [Fact]
    public async Task Volume_Projected_JoinsSourcesAndIsSensitiveWithASecret()
    {
        _objects.Set(FakeObjects.ConfigMap("c", ("same", "config"))).Set(FakeObjects.Secret("s", ("same", "secret")));
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
        _objects.Set(FakeObjects.ConfigMap("c", ("k", "v")));
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
        _objects.Set(new PersistentVolumeClaim { Metadata = new() { Name = "data", Namespace = "default" }, Spec = new() { VolumeName = "pv" } })
            .Set(new PersistentVolume { Metadata = new() { Name = "pv" }, Spec = new() { HostPath = new() { Path = "/srv" } } });

        var plan = Assert.IsType<ClaimVolume>(
            (await VolumesAsync(new Volume { Name = "v", PersistentVolumeClaim = new() { ClaimName = "data", ReadOnly = true } })).Pod.Volumes[0]);
        Assert.Equal(("pv", true), (plan.Volume.Metadata.Name, plan.ReadOnly));
    }

    [Fact]
    public async Task PullSecrets_DockerConfig_IsReadAndBrokenOnesAreNoted()
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pa:ss"));
        _objects.Set(FakeObjects.Secret("good", (SecretKeys.DockerConfigJson, $$"""{"auths":{"https://registry.example/v2/":{"auth":"{{auth}}"} } }""")))
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

    [Theory]
    [InlineData(true, "OptionalConfigMapNotFound", "OptionalConfigMapKeyNotFound")]
    [InlineData(false, "MandatoryConfigMapNotFound", "MandatoryConfigMapKeyNotFound")]
    public async Task Environment_MissingConfigMapOrKey_IsAnEventThatUsersOfVirtualKubeletKnow(bool optional, string noObject, string noKey)
    {
        _objects.Set(FakeObjects.ConfigMap("there"));
        EnvVar Reference(string name) => new() { Name = "V", ValueFrom = new() { ConfigMapKeyRef = new() { Name = name, Key = "k", Optional = optional } } };

        var missing = await ResolveAsync(container => container with { Env = [Reference("gone")] });
        var empty = await ResolveAsync(container => container with { Env = [Reference("there")] });

        Assert.Equal(noObject, Assert.Single(missing.Notes).Reason);
        Assert.Equal(noKey, Assert.Single(empty.Notes).Reason);
        Assert.Equal(optional, missing.Pod.IsComplete);
    }

    [Theory]
    [InlineData(true, "OptionalSecretNotFound")]
    [InlineData(false, "MandatorySecretNotFound")]
    public async Task Environment_MissingSecret_IsAnEventThatUsersOfVirtualKubeletKnow(bool optional, string reason)
    {
        var resolution = await ResolveAsync(container => container with { EnvFrom = [new() { SecretRef = new() { Name = "gone", Optional = optional } }] });

        Assert.Equal(reason, Assert.Single(resolution.Notes).Reason);
    }

    [Fact]
    public async Task Environment_SourceFails_IsTheContainersProblemAndTriedAgain()
    {
        var resolution = await ResolveAsync(
            container => container with { EnvFrom = [new() { SecretRef = new() { Name = "s" } }] }, failsWith: "The server is away.");

        Assert.True(resolution.IsUnread);
        Assert.Contains("The server is away.", resolution.ContainerProblems["main"], StringComparison.Ordinal);
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
    public async Task Environment_KubernetesApiGiven_StandsForTheService()
    {
        _objects.Set(Service("kubernetes", "10.96.0.1", new ServicePort { Name = "https", Port = 443 }));
        var environment = Text(await ResolveAsync(container => container, kubernetesApi: new() { Host = "api.example.com", Port = 6443 }));

        Assert.Contains("KUBERNETES_SERVICE_HOST=api.example.com", environment);
        Assert.Contains("KUBERNETES_SERVICE_PORT=6443", environment);
        Assert.Contains("KUBERNETES_SERVICE_PORT_HTTPS=6443", environment);
        Assert.Contains("KUBERNETES_PORT=tcp://api.example.com:6443", environment);
        Assert.DoesNotContain(environment, entry => entry.Contains("10.96.0.1", StringComparison.Ordinal));
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

        var needed = await ResolveInputsAsync(_objects, credentials, Input("keys", credentials: true));
        var optional = await ResolveInputsAsync(_objects, credentials, Input("keys", credentials: true) with { Optional = true });

        Assert.Equal("Secret \"keys\": None.", Assert.Single(needed.VolumeProblems));
        Assert.True(needed.IsUnread);
        Assert.Empty(optional.VolumeProblems);
        Assert.Empty(Assert.Single(optional.Pod.Inputs).Objects);
        Assert.False(optional.IsUnread);
    }

    private static InputReference Input(string name, bool credentials) => new() { ApiVersion = "v1", Kind = "Secret", Name = name, Credentials = credentials };

    private static Task<Resolution> ResolveInputsAsync(IObjectSource objects, ICredentialSource? credentials, params InputReference[] inputs) =>
        new PodResolver(objects, Some.Owner, credentials: credentials).ResolveAsync(Some.Pod("a", uid: "u"), null, inputs, CancellationToken.None);

    private static VolumeProjection Namespace { get; } = new()
    {
        DownwardAPI = new() { Items = [new() { Path = "namespace", FieldRef = new() { FieldPath = "metadata.namespace" } }] },
    };

    private static Service Service(string name, string ip, params ServicePort[] ports) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" }, Spec = new() { ClusterIP = ip, Ports = ports },
    };

    private static List<string> Text(Resolution resolution) =>
        [.. resolution.Pod.Containers[0].Environment.Expand(Facts).Select(pair => $"{pair.Key}={pair.Value}")];

    private async Task<List<string>> EnvironmentAsync(Func<Container, Container> change) => Text(await ResolveAsync(change));

    private Task<Resolution> VolumesAsync(params Volume[] volumes) => ResolveAsync(container => container, spec => spec with { Volumes = volumes });

    private Task<Resolution> ResolveAsync(
        Func<Container, Container> container,
        Func<PodSpec, PodSpec>? spec = null,
        string? failsWith = null,
        bool keepsUnread = false,
        ServiceEndpoint? kubernetesApi = null,
        IServiceAccountTokens? tokens = null)
    {
        _objects.FailsWith = failsWith;
        var pod = Some.Pod("a", basic => (spec ?? (same => same))(basic with { Containers = [container(basic.Containers[0])] }), "u");
        pod = pod with { Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["quote"] = "a\"b\n", ["app"] = "web" } } };
        var node = new NodeDescription { Capacity = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("8Gi") } };
        return new PodResolver(_objects, Some.Owner, tokens, _ => kubernetesApi).ResolveAsync(pod, node, [], CancellationToken.None, keepsUnread);
    }

    private sealed class FailingTokens : IServiceAccountTokens
    {
        public ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken) =>
            throw new ProviderException(ErrorReason.Transient, "Away.");

        public void Forget(string uid)
        {
        }
    }

    private sealed class FixedTokens : IServiceAccountTokens
    {
        public static DateTimeOffset RefreshAt { get; } = new(2026, 1, 1, 0, 48, 0, TimeSpan.Zero);

        public ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ServiceAccountToken { Token = "t", RefreshAt = RefreshAt });

        public void Forget(string uid)
        {
        }
    }
}
