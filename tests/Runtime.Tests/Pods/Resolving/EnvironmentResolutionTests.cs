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

public sealed class EnvironmentResolutionTests : PodResolving
{
    [Fact]
    public async Task Environment_AllSources_InTheApisOrder()
    {
        Objects.Set(FakeObjects.ConfigMap("c", ("A", "from-all"), ("B", "b"))).Set(FakeObjects.Secret("s", ("PASS", "word")));
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
        Objects.Set(FakeObjects.ConfigMap("c", ("K", "$(HOME)")));
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
            Objects.Set(FakeObjects.ConfigMap("c"));
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
        Objects.Set(FakeObjects.ConfigMap("c", ("good", "1"), ("bad=name", "2")));
        var resolution = await ResolveAsync(container => container with { EnvFrom = [new() { ConfigMapRef = new() { Name = "c" } }] });

        Assert.Equal(["good=1"], Text(resolution));
        var note = Assert.Single(resolution.Notes);
        Assert.Equal("InvalidEnvironmentVariableNames", note.Reason);
        Assert.Contains("bad=name", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_Services_AreContainerLinks()
    {
        Objects.Set(Service("redis-main", "10.0.0.5", new ServicePort { Port = 6379, Protocol = "TCP", Name = "main" }))
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

    [Theory]
    [InlineData(true, "OptionalConfigMapNotFound", "OptionalConfigMapKeyNotFound")]
    [InlineData(false, "MandatoryConfigMapNotFound", "MandatoryConfigMapKeyNotFound")]
    public async Task Environment_MissingConfigMapOrKey_IsAnEventThatUsersOfVirtualKubeletKnow(bool optional, string noObject, string noKey)
    {
        Objects.Set(FakeObjects.ConfigMap("there"));
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
    public async Task Environment_KubernetesApiGiven_StandsForTheService()
    {
        Objects.Set(Service("kubernetes", "10.96.0.1", new ServicePort { Name = "https", Port = 443 }));
        var environment = Text(await ResolveAsync(container => container, kubernetesApi: new() { Host = "api.example.com", Port = 6443 }));

        Assert.Contains("KUBERNETES_SERVICE_HOST=api.example.com", environment);
        Assert.Contains("KUBERNETES_SERVICE_PORT=6443", environment);
        Assert.Contains("KUBERNETES_SERVICE_PORT_HTTPS=6443", environment);
        Assert.Contains("KUBERNETES_PORT=tcp://api.example.com:6443", environment);
        Assert.DoesNotContain(environment, entry => entry.Contains("10.96.0.1", StringComparison.Ordinal));
    }
}
