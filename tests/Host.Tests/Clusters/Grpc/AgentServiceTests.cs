using Google.Protobuf.WellKnownTypes;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health.V1;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Grpc;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using ClusterSpec = Reeve.AspNetCore.Clusters.Grpc.V1Alpha1.ClusterSpec;

namespace Reeve.Host.Tests.Clusters.Grpc;

public sealed class AgentServiceTests : IAsyncLifetime
{
    private const string Service = "/agent.v1alpha1.AgentAPI/";
    private readonly TestApi _api = new();
    private GrpcTestClient _client = null!;

    private static ClusterSpec Spec => new()
    {
        ClusterType = "kubeadm",
        Version = "v1.26.5",
        Networking = new() { PodSubnet = "10.244.0.0/16", SvcSubnet = "10.245.0.0/16", CniName = "calico", CniVersion = "v3.25.1" },
        ApiServer = new ClusterAPIServer { CertSANs = { "34.66.72.135" } },
        DisableWorkloads = false,
        ExtraArgs = { ["v"] = "4" },
        Provider = Struct.Parser.ParseJson("""{"deep":{"er":[1,true]}}"""),
    };

    public async Task InitializeAsync()
    {
        _api.Operations.Set(TestApi.OperationOf(StepState.Applying));
        await _api.StartAsync();
        _client = new GrpcTestClient(_api.AddressOf("grpc"));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task GetCluster_NoneYet_NotInitialisedWithThreeConditions()
    {
        var cluster = await _client.CallAsync<Cluster>(Service + "GetCluster", new GetClusterRequest());

        Assert.Equal(("v1alpha1", "Cluster", "NotInitialised"), (cluster.ApiVersion, cluster.Kind, cluster.Status.Phase));
        Assert.Equal([ConditionType.ClusterReady, ConditionType.ControlPlaneReady, ConditionType.NodeReady], cluster.Status.Conditions.Select(condition => condition.Type));
        Assert.All(cluster.Status.Conditions, condition => Assert.Equal("False", condition.Status));
    }

    [Fact]
    public async Task GetCluster_Filled_StatusIsWhole()
    {
        _api.Fill();
        var status = (await _client.CallAsync<Cluster>(Service + "GetCluster", new GetClusterRequest())).Status;

        Assert.Equal(("v1.26.5", "v3.25.1", "Provisioned", true), (status.KubernetesVersion, status.CniVersion, status.Phase, status.Unschedulable));
        Assert.Equal(("v0.0.24", "1.6.20", TestApi.OperationId), (status.CsiVersion, status.RuntimeVersion, status.OperationId));
        Assert.Equal(("Succeeded", "Failed", "why"), (status.LastInstall.Result, status.LastReset.Result, status.LastReset.Message));
        Assert.Equal(_api.Clock.GetUtcNow(), status.Conditions[0].LastTransitionTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task GetCluster_ConditionOfAProvisionersOwn_IsUnknownWithItsNameInTheMessage()
    {
        _api.Clusters.Set(new ClusterView { Name = "default", Phase = ClusterPhase.Provisioned, Conditions = [new ClusterConditionState { Type = "DiskReady", Status = true, Message = "ok" }] });
        var condition = Assert.Single((await _client.CallAsync<Cluster>(Service + "GetCluster", new GetClusterRequest())).Status.Conditions);
        Assert.Equal((ConditionType.Unknown, "True", "DiskReady: ok"), (condition.Type, condition.Status, condition.Message));
    }

    [Fact]
    public async Task CreateCluster_Spec_ArrivesAndIsEchoedWithTheOperation()
    {
        var answer = await _client.CallAsync(Service + "CreateCluster", new CreateClusterRequest { ApiVersion = "v1alpha1", Kind = "Cluster", Spec = Spec });

        Assert.True(answer.Status == GrpcStatus.Ok, answer.Message);
        Assert.Equal(TestApi.OperationId, GrpcTestAnswer.Trailer(answer.Response, "reeve-operation"));
        var cluster = Cluster.Parser.ParseFrom(Assert.Single(answer.Messages));
        Assert.Equal("Provisioning", cluster.Status.Phase);
        Assert.Equal(Spec.ToString(), cluster.Spec.ToString());
        var (verb, name, desired, _) = Assert.Single(_api.Clusters.Asked);
        Assert.Equal(("create", "default", "v1.26.5", "calico"), (verb, name, desired!.Version, desired.Cni!.Name));
        Assert.Equal(["34.66.72.135"], desired.CertificateNames!);
    }

    [Theory]
    [InlineData("UpgradeCluster", "replace")]
    [InlineData("PatchCluster", "patch")]
    [InlineData("DeleteCluster", "delete")]
    [InlineData("ResetCerts", "renew")]
    public async Task Changes_EachIsItsOwnVerb(string method, string verb)
    {
        _api.Fill();
        var answer = method switch
        {
            "UpgradeCluster" => await _client.CallAsync(Service + method, new UpgradeClusterRequest { Spec = new ClusterSpec { Version = "1.27.1" } }),
            "PatchCluster" => await _client.CallAsync(Service + method, new PatchClusterRequest { Spec = new ClusterSpec { DisableWorkloads = false } }),
            "DeleteCluster" => await _client.CallAsync(Service + method, new DeleteClusterRequest()),
            _ => await _client.CallAsync(Service + method, new ResetKubeconfigRequest()),
        };
        Assert.True(answer.Status == GrpcStatus.Ok, answer.Message);
        var asked = Assert.Single(_api.Clusters.Asked);
        Assert.Equal((verb, "default"), (asked.Verb, asked.Name));

        // A boolean that was sent is not one that was left out.
        Assert.Equal(method == "PatchCluster" ? false : null, asked.Desired?.WorkloadsDisabled);
    }

    [Fact]
    public async Task Reading_AuditKubeconfigCertsReconciler_AsTheRestApiHasThem()
    {
        _api.Fill();
        var operation = Assert.Single((await _client.CallAsync<AuditHistoryResponse>(Service + "AuditHistory", new AuditHistoryRequest())).Operations);
        Assert.Equal(("Install", "kubeadm"), (operation.Operation, operation.ClusterType));
        Assert.NotEmpty(operation.Status);

        Assert.Contains("kind: Config", (await _client.CallAsync<Kubeconfig>(Service + "GetKubeconfig", new GetKubeconfigRequest())).Contents, StringComparison.Ordinal);

        var certificate = Assert.Single((await _client.CallAsync<ClusterCertificatesResponse>(Service + "GetCerts", new ClusterCertificateRequest())).CertsInfo);
        Assert.Equal(("apiserver", 364L), (certificate.Name, certificate.RemainingDaysToExpire));

        var reconciler = (await _client.CallAsync<GetClusterStatusReconcilerResponse>(Service + "GetReconcilerRequest", new GetClusterStatusReconcilerRequest())).Reconciler;
        Assert.Equal("OK", reconciler.Status);
    }

    public static TheoryData<string, Exception> Failures() => new()
    {
        { nameof(GrpcStatus.InvalidArgument), new ClusterRefusedException([new FieldError { Field = "spec.version", Message = "Required value" }]) },
        { nameof(GrpcStatus.AlreadyExists), new ClusterRefusedException(ClusterRefusal.Exists, "There is one.") },
        { nameof(GrpcStatus.NotFound), new ClusterRefusedException(ClusterRefusal.NotFound, "There is none.") },
        { nameof(GrpcStatus.FailedPrecondition), new ClusterRefusedException(ClusterRefusal.WrongPhase, "Not now.") },
        { nameof(GrpcStatus.ResourceExhausted), new ProviderException(ErrorReason.Exhausted, "The disk is full.") },
        { nameof(GrpcStatus.PermissionDenied), new ProviderException(ErrorReason.Denied, "Not you.") },
        { nameof(GrpcStatus.Aborted), new OperationConflictException("20260101-1", "Another one goes on.") },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task CreateCluster_Refused_StatusSaysWhy(string status, Exception failure)
    {
        _api.Clusters.Failure = failure;
        var answer = await _client.CallAsync(Service + "CreateCluster", new CreateClusterRequest { Spec = Spec });
        Assert.Equal(status, answer.Status.ToString());
        Assert.NotEmpty(answer.Message);
        Assert.Empty(answer.Messages);
    }

    [Fact]
    public async Task CreateCluster_NoSpec_InvalidArgument() =>
        Assert.Equal(GrpcStatus.InvalidArgument, (await _client.CallAsync(Service + "CreateCluster", new CreateClusterRequest())).Status);

    [Fact]
    public async Task CreateCluster_LongerThanABodyMayBe_ResourceExhausted()
    {
        var spec = Spec;
        spec.ClusterName = new string('a', 2 * 1024 * 1024);
        Assert.Equal(GrpcStatus.ResourceExhausted, (await _client.CallAsync(Service + "CreateCluster", new CreateClusterRequest { Spec = spec })).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("agent.v1alpha1.AgentAPI")]
    [InlineData("grpc.health.v1.Health")]
    public async Task Health_EachService_Serves(string service) => Assert.Equal(
        HealthCheckResponse.Types.ServingStatus.Serving,
        (await _client.CallAsync<HealthCheckResponse>("/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = service })).Status);
}
