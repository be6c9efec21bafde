using System.Globalization;

namespace Reeve.Testing.OpenStack;

/// <summary>
/// A real OpenStack on loopback, whose hypervisor and wire alone are pretended (<c>eng/components/openstack</c>): Keystone, Glance, Placement, Nova and
/// Neutron. It goes with the test process, however that ends. Its parts are <c>mariadbd, rabbitmq, keystone, placement, glance, neutron, nova-api,
/// nova-conductor, nova-scheduler, nova-compute1...</c>.
/// </summary>
/// <remarks>
/// Users and projects: admin, demo and other, each of the password <see cref="Password"/>. Flavors: m4.small, m4.medium, m4.large, m4.xlarge, greedy (more
/// than the quota), huge (more disk than any hypervisor has). Images: tiny, ubuntu-22.04. External network: public (198.51.100.0/24). Quotas: 10 servers, 20 processors.
/// </remarks>
public sealed class OpenStackCloud : GuardedComponent
{
    /// <summary>The password of all users.</summary>
    public const string Password = "secret";

    private static readonly Lazy<Task<OpenStackCloud>> SharedCloud = Shared(static () => StartAsync());
    private static readonly Lazy<string?> FoundMissing = new(FindMissing);
    private static readonly string Scripts = Path.Combine(Repository.Root, "eng", "components", "openstack");

    private OpenStackCloud(ComponentGuard guard, string directory, int port)
        : base(guard, directory) => Port = port;

    /// <summary>Why there can be none, or null.</summary>
    public static string? Missing => FoundMissing.Value;

    /// <summary>The first of its ports: Keystone's. Glance, Placement, Nova and Neutron follow.</summary>
    public int Port { get; }

    /// <summary>Keystone.</summary>
    public Uri AuthUrl => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/v3"));

    /// <summary>A <c>clouds.yaml</c> with the clouds admin, demo, other, and demo-credential (an application credential of demo).</summary>
    public string CloudsFile => Path.Combine(Directory, "clouds.yaml");

    /// <summary>The one that the tests of this process share. None of them stops it.</summary>
    public static Task<OpenStackCloud> SharedAsync() => SharedCloud.Value;

    /// <summary>Starts one of one's own.</summary>
    /// <param name="hypervisors">How many hypervisors it has.</param>
    public static Task<OpenStackCloud> StartAsync(int hypervisors = 1) => RetryAsync(() => TryStartAsync(hypervisors), static () => Missing);

    /// <summary>Runs OpenStack's own command line (<c>openstack server list</c>) as a cloud of <see cref="CloudsFile"/>.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> RunAsync(string cloud, params IEnumerable<string> arguments)
    {
        var result = await Tool.RunAsync(Path.Combine(Scripts, "client.sh"), [CloudsFile, cloud, .. arguments]);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"openstack {string.Join(' ', arguments)}: {result}");
    }

    private static string? FindMissing() => Environment.UserName != "root" ? "needs root to start OpenStack" : ComponentScript.Find("openstack/build.sh").Missing;

    private static async Task<OpenStackCloud> TryStartAsync(int hypervisors)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("reeve-openstack-").FullName;
        var port = FreePorts.FindRow(9);
        var guard = await ComponentGuard.StartAsync(Path.Combine(Scripts, "up.sh"), directory, new Dictionary<string, string>
        {
            ["PORT_BASE"] = port.ToString(CultureInfo.InvariantCulture),
            ["COMPUTES"] = hypervisors.ToString(CultureInfo.InvariantCulture),
        });
        return new OpenStackCloud(guard, directory, port);
    }
}
