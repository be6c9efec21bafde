using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Testing;
using Reeve.Testing.Kubeadm;
using Reeve.Testing.Systemd;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>A server that has booted: a systemd with a network of its own, Debian's cloud-init and a configuration drive, and Kubernetes' programs in its image.</summary>
internal sealed class BootedMachine : IAsyncDisposable
{
    private static readonly string[] s_masterImages = ["pause", "etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy", "coredns"];
    private static readonly string[] s_workerImages = ["pause", "kube-proxy", "coredns"];
    private static readonly string s_script = Path.Combine(Repository.Root, "eng", "components", "cloud-init", "machine.sh");

    private readonly SystemdMachine _machine;

    private BootedMachine(SystemdMachine machine) => _machine = machine;

    /// <summary>Boots one; returns while its first start is going on.</summary>
    public static async Task<BootedMachine> BootAsync(Guest guest, int number)
    {
        var machine = new BootedMachine(await SystemdMachine.StartBareAsync(KubeadmPrograms.Directory));
        try
        {
            await machine.BeginAsync(guest, number);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a command inside as root.</summary>
    public Task<ToolResult> RunAsync(params IEnumerable<string> command) => _machine.RunAsync(command);

    /// <summary>What a command inside says; a failure if it does not succeed.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        var result = await RunAsync(command);
        Assert.True(result.Succeeded, $"{string.Join(' ', command)}: {result}");
        return result.Output.Trim();
    }

    /// <summary>The end of what the first start has said.</summary>
    public async Task<string> LogAsync() => (await RunAsync("tail", "-n", "60", "/var/log/cloud-init-output.log")).ToString();

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    private async Task BeginAsync(Guest guest, int number)
    {
        var pods = string.Create(CultureInfo.InvariantCulture, $"10.243.{number}.0/24");
        var drive = Path.Combine(_machine.Directory, "drive");
        await WriteDriveAsync(guest, Path.Combine(drive, "openstack", "latest"));
        var isMaster = guest.Metadata[ServerMetadata.Role] == ServerMetadata.MasterRole;
        await AskAsync([s_script, Path.Combine(_machine.Directory, "disk"), drive, KubeadmPrograms.Version, pods, .. isMaster ? s_masterImages : s_workerImages]);
        Directory.Delete(drive, recursive: true);
        await Wire.PlugAsync(_machine, number, guest.Address, pods);
        await AskAsync("systemctl", "start", "--no-block", "cloud-init-local", "cloud-init", "cloud-config", "cloud-final");
    }

    /// <summary>Writes what Nova writes on it. Source: https://docs.openstack.org/nova/latest/user/metadata.html.</summary>
    private static async Task WriteDriveAsync(Guest guest, string directory)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var description = new JsonObject
        {
            ["uuid"] = guest.Id,
            ["name"] = guest.Name,
            ["hostname"] = $"{guest.Hostname}.novalocal", // as Nova says unless it is told another domain
            ["availability_zone"] = "nova",
            ["launch_index"] = 0,
            ["meta"] = new JsonObject(guest.Metadata.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))),
        };
        await File.WriteAllTextAsync(Path.Combine(directory, "meta_data.json"), description.ToJsonString());
        await File.WriteAllBytesAsync(Path.Combine(directory, "user_data"), Convert.FromBase64String(guest.UserData));
    }
}
