using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Pods.Sources;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>Credentials from a real control plane, with a right on one Secret alone.</summary>
public sealed class ApiCredentialSourceTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task GetJsonAsync_ByWhoMayGetOneSecret_ReadsItAsItIsNowAndNoOther()
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync("credentials");
        var secrets = $"/api/v1/namespaces/{ns}/secrets";
        await plane.Admin.CreateAsync(secrets, """{"metadata":{"name":"mine"},"stringData":{"key":"one"}}""");
        await plane.Admin.CreateAsync(secrets, """{"metadata":{"name":"foreign"},"stringData":{"key":"tiger"}}""");
        var kubeconfig = await plane.Kubeconfigs.ServiceAccountAsync(ns, "reader");
        await plane.Kubectl.RunAsync("create", "role", "reader", "-n", ns, "--verb=get", "--resource=secrets", "--resource-name=mine", "--resource-name=missing");
        await plane.Kubectl.RunAsync("create", "rolebinding", "reader", "-n", ns, "--role=reader", $"--serviceaccount={ns}:reader");
        using var source = Open(kubeconfig);

        // Who got a right may use it a moment later.
        await Eventually.TrueAsync(
            async () => (await plane.Kubectl.As(kubeconfig).TryAsync("get", "secret", "mine", "-n", ns)).Succeeded, "the Role is in force");
        Assert.Equal("b25l", await KeyAsync(source, ns, "mine"));
        await plane.Kubectl.RunAsync("patch", "secret", "mine", "-n", ns, "-p", """{"stringData":{"key":"two"}}""");
        Assert.Equal("dHdv", await KeyAsync(source, ns, "mine"));

        var denied = await Assert.ThrowsAsync<ProviderException>(() => KeyAsync(source, ns, "foreign"));
        Assert.Equal(ErrorReason.Denied, denied.Reason);
        Assert.StartsWith(
            $"Secret {ns}/foreign cannot be read with the credentials kubeconfig {kubeconfig}; let the user of that kubeconfig get it (a Role of namespace {ns} with the verb get): ",
            denied.Message,
            StringComparison.Ordinal);
        var missing = await Assert.ThrowsAsync<ProviderException>(() => KeyAsync(source, ns, "missing"));
        Assert.Equal(ErrorReason.NotFound, missing.Reason);
        Assert.Contains("; create it in the cluster of that kubeconfig: ", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetJsonAsync_NoSecret_Unsupported()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["kubeconfig"], """
            clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: a, user: {token: t}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            current-context: a
            """);
        using var source = Open(directory["kubeconfig"]);

        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => source.GetJsonAsync(new ObjectKey { Kind = "ConfigMap", Namespace = "a", Name = "b" }, CancellationToken.None).AsTask());

        Assert.Equal(ErrorReason.Unsupported, failure.Reason);
    }

    [Fact]
    public void Open_NoSuchFile_SaysWhichFile()
    {
        using var directory = new TempDirectory();

        var failure = Assert.Throws<KubernetesConfigurationException>(() => Open(directory["missing"]));

        Assert.Contains(directory["missing"], failure.Message, StringComparison.Ordinal);
    }

    private static ApiCredentialSource Open(string path) => ApiCredentialSource.Open(path, TimeProvider.System, NullLoggerFactory.Instance);

    private static async Task<string?> KeyAsync(ApiCredentialSource source, string ns, string name)
    {
        var json = await source.GetJsonAsync(new ObjectKey { Kind = "Secret", Namespace = ns, Name = name }, CancellationToken.None);
        return (string?)JsonNode.Parse(json.Span)!["data"]!["key"];
    }
}
