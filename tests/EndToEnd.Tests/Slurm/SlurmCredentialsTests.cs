using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Slurm;

namespace Reeve.EndToEnd.Slurm;

/// <summary>SSH keys that the node itself may not read.</summary>
public sealed class SlurmCredentialsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [RequiresFact(Component.SlurmNode)]
    public async Task Pod_WhoseKeyOnlyTheCredentialsKubeconfigMayRead_RunsAsThatUser()
    {
        var plane = await ControlPlane.SharedAsync();
        var site = await SlurmSite.SharedAsync();
        var user = site.Cluster.OtherLogin;
        var keys = await plane.CreateNamespaceAsync("keys");
        await CreateSecretAsync(plane, keys, user);
        var kubeconfig = await plane.Kubeconfigs.ServiceAccountAsync(keys, "reader");
        await plane.Kubectl.RunAsync("create", "role", "reader", "-n", keys, "--verb=get", "--resource=secrets", "--resource-name=remote-secret");
        await plane.Kubectl.RunAsync("create", "rolebinding", "reader", "-n", keys, "--role=reader", $"--serviceaccount={keys}:reader");

        // Nothing else gives anybody access: not even what the partition has could be asked without the Secret.
        var map = $$""", "users": { "map": [{ "namespaces": ["*"], "user": "{{user.User}}", "secret": "remote-secret", "secretNamespace": "{{keys}}" }] }""";
        var options = site.Options(map).Replace(
            site.Cluster.Login.SharedDirectory, Path.Combine(Path.GetDirectoryName(user.SharedDirectory)!, "%u"), StringComparison.Ordinal);

        await using var agent = await site.StartNodeAsync(plane, "credentials", options, "--credentials-kubeconfig", kubeconfig);
        await plane.Admin.CreateAsync(agent.Pods, Pod(agent.Name));
        var pod = await plane.Admin.WaitAsync(
            $"{agent.Pods}/one", found => found.Text("status.phase") is "Succeeded" or "Failed", "the pod ends", Patience);

        Assert.True(pod.Text("status.phase") == "Succeeded", $"{pod}\n{agent.Output}");
        Assert.Equal("hello\n", await agent.LogAsync("one", "main"));
        var jobs = await site.Cluster.RunAsync("scontrol", "show", "job", "--oneliner");
        var job = Assert.Single(jobs.Split('\n'), line => line.Contains(pod.Text("metadata.uid")!, StringComparison.Ordinal));
        Assert.Contains($"UserId={user.User}(", job, StringComparison.Ordinal);
        Assert.False((await plane.Kubectl.As(agent.Kubeconfig).TryAsync("get", "secret", "remote-secret", "-n", keys)).Succeeded);
    }

    private static async Task CreateSecretAsync(ControlPlane plane, string ns, SlurmLogin user) => await plane.Admin.CreateAsync(
        $"/api/v1/namespaces/{ns}/secrets",
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "remote-secret" },
            ["stringData"] = new JsonObject { ["remote_user"] = user.User, ["ssh-privatekey"] = await File.ReadAllTextAsync(user.KeyFile) },
        }.ToJsonString());

    private static string Pod(string node) => Manifests.Pod("one", Manifests.PodSpec(node, "echo hello", more: "\"restartPolicy\": \"Never\","))
        .Replace("host:/bin/sh", "busybox", StringComparison.Ordinal)
        .Replace("\"args\": [", "\"command\": [\"/bin/sh\"], \"args\": [", StringComparison.Ordinal);
}
