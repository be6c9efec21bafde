using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Files;
using Reeve.Runtime.Operations;
using Reeve.Testing.Kubeadm;

namespace Reeve.Plugins.Kubeadm.Tests.LifeCycle;

/// <summary>What is done to the cluster of a machine, each in a process of its own; the first argument is the state directory.</summary>
internal static class ClusterScenarios
{
    public static async Task Create(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.RunAsync(ClusterIntent.Create, Spec(KubeadmPrograms.Version));

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
    }

    /// <summary>The observation as JSON, for the test that looks at it.</summary>
    public static async Task Observe(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var seen = await driver.ObserveAsync();

        Console.WriteLine(JsonSerializer.Serialize(seen, Indented));
    }

    public static async Task Kubeconfig(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var kubeconfig = await driver.KubeconfigAsync(new KubeconfigRequest { User = "somebody", Groups = ["system:masters"], Lifetime = TimeSpan.FromMinutes(10) });
        var stranger = await driver.KubeconfigAsync(new KubeconfigRequest { User = "stranger" });

        Assert.Equal(200, await GetAsync(kubeconfig, "/api/v1/namespaces/kube-system/secrets"));
        Assert.Equal(403, await GetAsync(stranger, "/api/v1/namespaces/kube-system/secrets"));
    }

    public static async Task Renew(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        var before = await driver.CertificatesAsync();

        var operation = await driver.RunAsync(ClusterIntent.RenewCertificates, Spec(KubeadmPrograms.Version));

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        var after = await driver.CertificatesAsync();
        Assert.Equal(before.Select(certificate => certificate.Name), after.Select(certificate => certificate.Name));
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Authority, pair.First.NotAfter == pair.Second.NotAfter));
    }

    public static async Task Change(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.RunAsync(ClusterIntent.Change, Spec(KubeadmPrograms.Version) with { ApiServerCertificateNames = ["cluster.example.com"] });

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile("/etc/kubernetes/pki/apiserver.crt");
        Assert.True(certificate.MatchesHostname("cluster.example.com"));
    }

    /// <summary>An upgrade that comes through, and fails then: a file cannot be written.</summary>
    public static async Task FailedUpgrade(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);
        var impossible = new FileStep().Step("impossible", "Write where nobody can", new FileArguments { Path = "/proc/none/file", Content = "" }, "upgrade");

        var operation = await driver.RunAsync(ClusterIntent.Upgrade, Spec(KubeadmPrograms.NextVersion), impossible);

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("/proc/none", operation.Error, StringComparison.Ordinal);
        var seen = await driver.ObserveAsync();
        Assert.Equal((KubeadmPrograms.Version, true), (seen.Version, seen.ApiServerReady));
    }

    public static async Task Upgrade(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.RunAsync(ClusterIntent.Upgrade, Spec(KubeadmPrograms.NextVersion));

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        var seen = await driver.ObserveAsync();
        Assert.Equal((KubeadmPrograms.NextVersion, KubeadmPrograms.NextVersion), (seen.Version, seen.Components["kubelet"]));
        Assert.Empty((await driver.Provisioner.PlanAsync(ClusterIntent.Upgrade, Spec(KubeadmPrograms.NextVersion), seen, CancellationToken.None)).Steps);
    }

    public static async Task Delete(string[] arguments)
    {
        await using var driver = await ClusterDriver.KubeadmAsync(arguments[0]);

        var operation = await driver.RunAsync(ClusterIntent.Delete, Spec(KubeadmPrograms.NextVersion));

        Assert.Equal((OperationState.Done, ""), (operation.State, operation.Error));
        Assert.Empty(driver.Engine.GetLedger(ClusterDriver.Cluster));
        var seen = await driver.ObserveAsync();
        Assert.False(seen.Exists);
        var clean = Assert.Single(seen.Conditions);
        Assert.Equal(("Clean", true, ""), (clean.Type, clean.Status, clean.Message));
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    internal static ClusterSpec Spec(string version) => new()
    {
        Id = ClusterDriver.Cluster,
        Version = version,
        Networking = new ClusterNetworking { PodSubnets = ["10.244.0.0/16"], ServiceSubnets = ["10.96.0.0/16"] },
        Provider = JsonSerializer.SerializeToElement(KubeadmMachine.Provider(version)),
    };

    private static async Task<int> GetAsync(string kubeconfig, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await AdminApi.SendAsync(kubeconfig, request, CancellationToken.None);
        return (int)response.StatusCode;
    }
}
