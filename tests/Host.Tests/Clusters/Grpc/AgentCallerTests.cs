using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Reeve.AspNetCore.Clusters.Grpc.V1Alpha1;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health.V1;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Grpc;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Grpc;

/// <summary>Who may do what by gRPC over TLS: the same as by REST.</summary>
public sealed class AgentCallerTests : IAsyncLifetime
{
    private const string ReadToken = "read-token-0123456789";
    private const string OperateToken = "operate-token-0123456789";
    private const string AdminToken = "admin-token-0123456789";
    private readonly TestApi _api = new();
    private readonly TestCertificates _certificates;
    private readonly TempDirectory _directory = new();
    private GrpcTestClient _client = null!;

    public AgentCallerTests()
    {
        _certificates = new TestCertificates(TimeProvider.System.GetUtcNow());
        _api.Clock.Step(TimeProvider.System.GetUtcNow() - _api.Clock.GetUtcNow());
        _certificates.WriteTo(_directory);
        File.WriteAllText(_directory["tokens"], $"{ReadToken},reader,read\n{OperateToken},operator,operate\n{AdminToken},chief,admin\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_directory["tokens"], UnixFileMode.UserRead);
        }

        _api.Settings = _api.Settings with
        {
            GrpcTls = "127.0.0.1:0", CertFile = _directory["tls.pem"], KeyFile = _directory["tls.key"], ClientCaFile = _directory["ca.pem"], TokenFile = _directory["tokens"],
        };
    }

    public async Task InitializeAsync()
    {
        _api.Fill();
        await _api.StartAsync();
        _client = new GrpcTestClient(_api.AddressOf("grpcTls"), Trust());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
        _certificates.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(ReadToken, "GetCluster", nameof(GrpcStatus.Ok))]
    [InlineData(ReadToken, "DeleteCluster", nameof(GrpcStatus.PermissionDenied))]
    [InlineData(ReadToken, "GetKubeconfig", nameof(GrpcStatus.PermissionDenied))]
    [InlineData(OperateToken, "DeleteCluster", nameof(GrpcStatus.Ok))]
    [InlineData(OperateToken, "GetKubeconfig", nameof(GrpcStatus.PermissionDenied))]
    [InlineData(AdminToken, "GetKubeconfig", nameof(GrpcStatus.Ok))]
    [InlineData("another-token-0123456789", "GetCluster", nameof(GrpcStatus.Unauthenticated))]
    public async Task Call_Token_MayWhatItsRoleMay(string token, string method, string status) =>
        Assert.Equal(status, (await CallAsync(_client, method, ("authorization", $"Bearer {token}"))).Status.ToString());

    [Fact]
    public async Task Call_Nobody_UnauthenticatedButHealthIsToldToAll()
    {
        Assert.Equal(GrpcStatus.Unauthenticated, (await CallAsync(_client, "GetCluster")).Status);
        Assert.Equal(GrpcStatus.Ok, (await _client.CallAsync("/grpc.health.v1.Health/Check", new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Call_ClientCertificate_RoleOfItsOrganization()
    {
        using var certificate = _certificates.Client("CN=ann,O=reeve:operate");
        var tls = Trust();
        tls.ClientCertificates = [certificate];
        using var client = new GrpcTestClient(_api.AddressOf("grpcTls"), tls);

        Assert.Equal(GrpcStatus.Ok, (await CallAsync(client, "DeleteCluster")).Status);
        Assert.Equal(GrpcStatus.PermissionDenied, (await CallAsync(client, "GetKubeconfig")).Status);
        Assert.Contains(_api.Clusters.Asked, asked => asked.By.StartsWith("ann", StringComparison.Ordinal));
    }

    private static Task<GrpcTestAnswer> CallAsync(GrpcTestClient client, string method, params (string, string)[] headers)
    {
        IMessage request = method switch { "GetCluster" => new GetClusterRequest(), "DeleteCluster" => new DeleteClusterRequest(), _ => new GetKubeconfigRequest() };
        return client.CallAsync($"/agent.v1alpha1.AgentAPI/{method}", request, headers);
    }

    private SslClientAuthenticationOptions Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Authority);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
