using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Deployment;

/// <summary>The kustomizations of <c>deploy/</c>, taken by a real API server and a controller.</summary>
public sealed class DeploymentTests
{
    private const string Pods = "/api/v1/namespaces/reeve/pods";

    [RequiresTheory(Component.NewestKubectl)]
    [InlineData("slurm")]
    [InlineData("openstack")]
    public async Task Apply_Kustomization_ItsPodIsMadeWithoutRightsOfTheMachine(string name)
    {
        var plane = await ControlPlane.SharedAsync();
        var kubectl = plane.Kubectl.WithProgram(NewestKubectl.Program);
        await kubectl.RunAsync("apply", "-k", Path.Combine(Repository.Root, "deploy", name));
        try
        {
            var pod = await plane.Admin.WaitAsync($"{Pods}/reeve-{name}-0", static pod => pod is not null, "the controller makes the pod");
            var container = pod!["spec"]!["containers"]![0]!;
            Assert.Equal("reeve", (string?)container["image"]);
            Assert.True((bool?)container["securityContext"]!["readOnlyRootFilesystem"]);
            Assert.True((bool?)pod["spec"]!["securityContext"]!["runAsNonRoot"]);
            Assert.All(Mounts(pod), mount => Assert.NotNull(Volume(pod, mount)));
        }
        finally
        {
            // The rest is shared with other tests, and goes with the control plane.
            await plane.Admin.DeleteAsync($"/apis/apps/v1/namespaces/reeve/statefulsets/reeve-{name}", """{"propagationPolicy":"Background"}""");
        }
    }

    [RequiresTheory(Component.NewestKubectl)]
    [InlineData("reeve-node", "create", "nodes", "yes")]
    [InlineData("reeve-node", "delete", "nodes", "no")]
    [InlineData("reeve-openstack", "list", "pods", "no")]
    public async Task Rights_OfItsServiceAccount_WhatItNeedsAndNoMore(string account, string verb, string resource, string answer)
    {
        var plane = await ControlPlane.SharedAsync();
        await plane.Kubectl.RunAsync("apply", "-f", Path.Combine(Repository.Samples, "rbac", "node.yaml"));

        var result = await plane.Kubectl.TryAsync("auth", "can-i", verb, resource, "--as", $"system:serviceaccount:reeve:{account}");

        Assert.Equal(answer, result.Output.Trim());
    }

    [Theory]
    [InlineData("slurm")]
    [InlineData("openstack")]
    public async Task Configuration_OfTheKustomization_IsValid(string name)
    {
        using var reeve = new ReeveCommand();

        var result = await reeve.RunAsync("config", "validate", "--config", Path.Combine(Repository.Root, "deploy", name, "reeve.yaml"));

        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static IEnumerable<string?> Mounts(JsonNode pod) => pod["spec"]!["containers"]![0]!["volumeMounts"]!.AsArray().Select(static mount => (string?)mount!["name"]);

    private static JsonNode? Volume(JsonNode pod, string? name) => pod["spec"]!["volumes"]!.AsArray().FirstOrDefault(volume => (string?)volume!["name"] == name);
}
