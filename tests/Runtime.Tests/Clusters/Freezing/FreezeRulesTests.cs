using System.Text.Json;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Runtime.Tests.Operations;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Freezing;

public sealed class FreezeRulesTests
{
    private static readonly IReadOnlyList<string> s_system = new ClusterOptions { Directory = "", Owner = PlaneApi.Cluster.Owner }.SystemNamespaces;

    [Theory]
    [InlineData("kubernetes-admin", "system:masters", "users", "apps", "deployments", true)]
    [InlineData("kubernetes-admin", "system:masters", "users", "", "pods", true)]
    [InlineData("system:serviceaccount:users:operator", "system:serviceaccounts:users", "users", "", "configmaps", true)]
    [InlineData("kubernetes-admin", "system:masters", "kube-system", "apps", "deployments", false)]
    [InlineData("kubernetes-admin", "system:masters", "kube-flannel", "apps", "daemonsets", false)]
    [InlineData("kubernetes-admin", "system:masters", "users", "coordination.k8s.io", "leases", false)]
    [InlineData("kubernetes-admin", "system:masters", "users", "", "events", false)]
    [InlineData("system:node:n", "system:nodes", "users", "", "pods", false)]
    [InlineData("system:kube-controller-manager", "system:authenticated", "users", "", "endpoints", false)]
    [InlineData("system:serviceaccount:kube-system:replicaset-controller", "system:serviceaccounts:kube-system", "users", "", "pods", false)]
    [InlineData(AgentIdentity.User, AgentIdentity.Group, "users", "apps", "deployments", false)]
    public void Refuses_WritesOfUsers_NotThoseOfKubernetes(string user, string group, string ns, string apiGroup, string resource, bool isRefused)
    {
        var request = new FreezeRequest { Uid = "u", User = user, Groups = [group], Namespace = ns, ApiGroup = apiGroup, Resource = resource };

        Assert.Equal(isRefused, FreezeRules.Refuses(request, s_system));
    }

    [Fact]
    public void Of_Review_ReadsWhatCounts()
    {
        using var review = JsonDocument.Parse("""
            { "request": { "uid": "1", "operation": "CREATE", "name": "fresh", "resource": { "group": "", "version": "v1", "resource": "namespaces" },
              "userInfo": { "username": "me", "groups": ["a", "b"] } } }
            """);

        var request = FreezeRequest.Of(review.RootElement);

        Assert.Equal(("1", "me", "fresh", "namespaces"), (request.Uid, request.User, request.Namespace, request.Resource));
        Assert.Equal(["a", "b"], request.Groups);
        using var other = JsonDocument.Parse("[]");
        Assert.Throws<JsonException>(() => FreezeRequest.Of(other.RootElement));
    }

    [Fact]
    public async Task Freeze_Since130_IsAPolicyThatTheServerDecidesItself()
    {
        var api = new ScriptedApi(new World(), minor: 30);
        await using var freeze = new WriteFreeze(
            new ClusterOptions { Directory = "/nonexistent", Owner = PlaneApi.Cluster.Owner }, api, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

        await freeze.FreezeAsync(PlaneApi.Cluster, CancellationToken.None);
        var policy = api[FreezeObjects.PolicyPath]!;
        var binding = api[FreezeObjects.BindingPath]!;
        await freeze.RequireFrozenAsync(PlaneApi.Cluster, CancellationToken.None);
        await freeze.ThawAsync(PlaneApi.Cluster, CancellationToken.None);

        Assert.Equal(("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"), (policy["apiVersion"]!.GetValue<string>(), policy["kind"]!.GetValue<string>()));
        var spec = policy["spec"]!;
        Assert.Equal("false", Assert.Single(spec["validations"]!.AsArray())!["expression"]!.GetValue<string>());
        Assert.Equal("Ignore", spec["failurePolicy"]!.GetValue<string>());
        Assert.Equal(["CREATE", "UPDATE", "DELETE"], spec["matchConstraints"]!["resourceRules"]![0]!["operations"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Contains("kube-system", spec["matchConstraints"]!["namespaceSelector"]!["matchExpressions"]![0]!["values"]!.AsArray().Select(item => item!.GetValue<string>()));
        Assert.Contains(
            spec["matchConditions"]!.AsArray(), condition => condition!["expression"]!.GetValue<string>().StartsWith("!(request.userInfo.username in ['reeve:agent'", StringComparison.Ordinal));
        Assert.Equal(FreezeRules.ObjectName, binding["spec"]!["policyName"]!.GetValue<string>());
        Assert.Equal("Deny", Assert.Single(binding["spec"]!["validationActions"]!.AsArray())!.GetValue<string>());
        Assert.Null(api[FreezeObjects.PolicyPath]);
        Assert.Null(api[FreezeObjects.BindingPath]);
        Assert.Null(api[FreezeObjects.WebhookPath]);
    }
}
