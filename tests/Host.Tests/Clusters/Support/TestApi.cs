using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Clusters;
using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Routes;
using Reeve.Host.Reach;
using Reeve.Host.Serving;
using Reeve.Host.Tests.Packages.Support;
using Reeve.Host.Tests.Pages.Support;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>The API over clusters of the test's own.</summary>
internal sealed class TestApi : IAsyncDisposable
{
    public const string OperationId = "20260101-000000000-abcdef";

    public const string ValidCluster = """
        {"apiVersion":"v1alpha1","kind":"Cluster","spec":{"clusterType":"kubeadm","version":"v1.26.5",
          "networking":{"podSubnet":"10.244.0.0/16","svcSubnet":"10.245.0.0/16","clusterCni":{"name":"calico","version":"v3.25.1"}}}}
        """;

    private ServedApi? _api;
    private HttpClient? _client;
    private AuthenticationHeaderValue? _authorization;

    public TestApi() => Clusters = new FakeClusters(Operations);

    public FakeOperations Operations { get; } = new();

    public FakeClusters Clusters { get; }

    public FakeFlavors Flavors { get; } = new();

    public FakeAudit Audit { get; } = new();

    public FakeSites Proxies { get; } = new("default");

    public FakePackages Packages { get; } = new();

    public TempDirectory Directory { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>The clock of the API, where it is to go by itself; null for <see cref="Clock"/>.</summary>
    public TimeProvider? Time { get; set; }

    /// <summary>The status page.</summary>
    public StatusPageSettings Page { get; set; } = new();

    public FakePlugins Plugins { get; } = new();

    /// <summary>Any free port, and no limits that a test could meet by accident.</summary>
    public ClusterApiSettings Settings { get; set; } = new()
    {
        Rest = "127.0.0.1:0",
        Grpc = "127.0.0.1:0",
        Metrics = "127.0.0.1:0",
        ReadsPerSecond = 0,
        WritesPerSecond = 0,
    };

    /// <summary>The edge beside the clusters; null for none.</summary>
    public EdgeContext? Edge { get; set; }

    public ServedApi Api => _api!;

    public HttpClient Client => _client!;

    /// <summary>Lets its client say who it is: an administrator. To be called before the start.</summary>
    public void UseToken()
    {
        const string token = "a-token-of-a-test";
        UseTokens($"{token},tester,admin\n");
        _authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Asks callers who they are. To be called before the start.</summary>
    /// <param name="tokens">The file of tokens.</param>
    /// <param name="tenants">Who is confined to which, as the configuration says it.</param>
    public void UseTokens(string tokens, params IReadOnlyList<string> tenants)
    {
        var path = Directory["tokens"];
        File.WriteAllText(path, tokens);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Settings = Settings with { TokenFile = path, CallerTenants = tenants };
    }

    public async Task StartAsync()
    {
        var time = Time ?? Clock;
        _api = await ServedApi.StartAsync(
            new ServedApiContext
            {
                Api = new ClusterApiContext
                {
                    Options = ApiCallers.OptionsOf(Settings),
                    Callers = ApiCallers.Open(Settings, time, NullLoggerFactory.Instance),
                    Clusters = Clusters,
                    Flavors = Flavors,
                    Operations = Operations,
                    Proxies = Proxies,
                    ProxyParts = ReachDocument.Only,
                    Name = new FakeName(),
                    Audit = Audit,
                    Further = [.. PackageRoutes.Create(new Lazy<IPackages>(() => Packages))],
                    Directory = Directory["calls"],
                    Types = new Dictionary<string, string> { ["edge"] = "k3s" },
                    Time = time,
                    Loggers = NullLoggerFactory.Instance,
                },
                Settings = Settings,
                Edge = Edge,
                Page = Page,
                Plugins = Plugins,
            },
            CancellationToken.None);
        _client = new HttpClient { BaseAddress = AddressOf("rest") };
        _client.DefaultRequestHeaders.Authorization = _authorization;
    }

    public Uri AddressOf(string listener)
    {
        var found = Api.Listeners.Single(one => one.Name == listener);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{(found.Tls ? "https" : "http")}://127.0.0.1:{found.EndPoint.Port}"));
    }

    /// <summary>A cluster that has everything, and an operation with a step that ran something.</summary>
    public void Fill()
    {
        var name = Settings.DefaultCluster;
        Proxies.Fill();
        var now = Clock.GetUtcNow();
        var result = new ClusterOperationResult { OperationId = OperationId, Succeeded = true, StartedAt = now, EndedAt = now, Version = "1.26.5", State = OperationState.Done };
        Operations.Changes.Writer.TryComplete();
        Operations.Set(OperationOf(StepState.Done, name));
        Flavors.Preset("default", new ClusterDesired { Version = "1.26.5" });
        Clusters.Set(new ClusterView
        {
            Name = name,
            Type = "kubeadm",
            Desired = new ClusterDesired { Type = "kubeadm", Flavor = new FlavorReference { Name = "default", Revision = 1 }, Version = "1.26.5", PodSubnets = ["10.244.0.0/16"], Cni = new ClusterAddon { Name = "calico", Version = "v3.25.1" } },
            Phase = ClusterPhase.Provisioned,
            Description = "Cluster is installed and available",
            Conditions = [new ClusterConditionState { Type = "ClusterReady", Status = true, LastTransitionTime = now, Reason = "Ready", Message = "m", Severity = "Info" }],
            KubernetesVersion = "1.26.5",
            CniVersion = "v3.25.1",
            CsiVersion = "v0.0.24",
            RuntimeVersion = "1.6.20",
            WorkloadsStopped = true,
            Endpoint = "https://192.0.2.1:6443",
            Machines = [new ClusterMachine { Name = "m", Role = "worker", BackendId = "i", Addresses = ["192.0.2.1"], Ready = true, Fault = "f" }],
            Facts = JsonDocument.Parse("""{"resources":[{"kind":"network","id":"n"}]}""").RootElement.Clone(),
            Certificates = [new ClusterCertificate { Name = "apiserver", NotBefore = now, NotAfter = now.AddDays(364.5) }],
            LastInstall = result,
            LastUpgrade = result,
            LastReset = result with { Succeeded = false, Error = "why" },
            OperationId = OperationId,
        });
        Audit.Append(new AuditEntry
        {
            Time = now, Action = "Install", Subject = name, OperationId = OperationId, Actor = "somebody", Result = "Done", Message = "m", ClusterType = "kubeadm", ClusterVersion = "1.26.5",
        });
    }

    public static Operation OperationOf(StepState state, string cluster = "default", string tenant = "") => new()
    {
        Id = OperationId,
        Cluster = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Tenant = tenant, Name = cluster },
        Intent = ClusterIntent.Create,
        Provisioner = "kubeadm",
        RequestedBy = "somebody",
        State = state == StepState.Done ? OperationState.Done : OperationState.Running,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = state == StepState.Done ? DateTimeOffset.UnixEpoch.AddSeconds(3) : null,
        Error = "e",
        Steps =
        [
            new OperationStep
            {
                Id = "init",
                Title = "Run kubeadm init",
                Phase = StepPhase.Main,
                State = state,
                StartedAt = DateTimeOffset.UnixEpoch,
                EndedAt = state == StepState.Done ? DateTimeOffset.UnixEpoch.AddSeconds(2.5) : null,
                Message = "m",
                DependsOn = ["swap"],
                IsRemoval = true,
                Commands =
                [
                    new StepCommandRecord
                    {
                        Step = "init", Arguments = ["kubeadm", "init"], StartedAt = DateTimeOffset.UnixEpoch, Duration = TimeSpan.FromSeconds(2), ExitCode = 0, StandardOutput = "out", StandardError = "err",
                    },
                ],
            },
            new OperationStep { Id = "other", Title = "Other", Phase = StepPhase.Post, State = StepState.Pending },
        ],
    };

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_api is not null)
        {
            await _api.DisposeAsync();
        }

        Directory.Dispose();
    }
}
