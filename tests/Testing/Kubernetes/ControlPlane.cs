using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Kubernetes;

/// <summary>
/// A real Kubernetes control plane on loopback, with directories, ports and certificates of its own. Its programs are children
/// of a guard that takes everything down once its standard input ends, and so also when the test host dies.
/// </summary>
public sealed class ControlPlane : IAsyncDisposable
{
    private static readonly Lazy<Task<ControlPlane>> SharedPlane = new(StartSharedAsync);
    private readonly ComponentGuard _guard;
    private int _namespaces;

    private ControlPlane(ComponentGuard guard, string directory, int port)
    {
        _guard = guard;
        Directory = directory;
        Server = new UriBuilder(Uri.UriSchemeHttps, IPAddress.Loopback.ToString(), port).Uri;
        Authority = new CertificateAuthority(Path.Combine(directory, "ca.crt"), Path.Combine(directory, "ca.key"));
        Kubeconfigs = new Kubeconfigs(this);
        Admin = new ApiClient(Server, Authority, Authority.Issue("admin", ["system:masters"]));
        Kubectl = new Kubectl(Path.Combine(ControlPlanePrograms.Directory, "kubectl"), Kubeconfigs.Admin);
    }

    /// <summary>Where it keeps its files and logs.</summary>
    public string Directory { get; }

    /// <summary>The API server's address.</summary>
    public Uri Server { get; }

    /// <summary>Signs certificates of servers and clients.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>Writes kubeconfig files.</summary>
    public Kubeconfigs Kubeconfigs { get; }

    /// <summary>The API as its administrator sees it.</summary>
    public ApiClient Admin { get; }

    /// <summary>kubectl as its administrator.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>The address of this machine at which the API server reaches nodes.</summary>
    public static IPAddress NodeAddress => MachineAddress.Find() ?? throw new InvalidOperationException("no address besides loopback");

    /// <summary>The API through another address, or as somebody else.</summary>
    public ApiClient Client(Uri server, System.Security.Cryptography.X509Certificates.X509Certificate2 identity) => new(server, Authority, identity);

    /// <summary>The one control plane that the tests of this process share. None of them stops it.</summary>
    public static Task<ControlPlane> SharedAsync() => SharedPlane.Value;

    /// <summary>Starts a control plane of one's own.</summary>
    public static async Task<ControlPlane> StartAsync(ControlPlaneOptions? options = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStartAsync(options ?? new ControlPlaneOptions());
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody took one of the ports in between.
            }
        }
    }

    /// <summary>A new namespace in which pods can be created.</summary>
    public async Task<string> CreateNamespaceAsync(string prefix)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Interlocked.Increment(ref _namespaces)}");
        await Admin.CreateAsync("/api/v1/namespaces", $$"""{ "metadata": { "name": "{{name}}" } }""");
        var hasTokens = await HasTokensAsync();
        await Admin.WaitAsync(
            $"/api/v1/namespaces/{name}/serviceaccounts/default",
            account => account is not null && (!hasTokens || account["secrets"] is JsonArray { Count: > 0 }),
            "the default service account");
        return name;
    }

    /// <summary>Starts a program that was stopped, and waits until it answers.</summary>
    public Task StartAsync(ControlPlanePart part) => CommandAsync("start", part);

    /// <summary>Ends a program in good order.</summary>
    public Task StopAsync(ControlPlanePart part) => CommandAsync("stop", part);

    /// <summary>Kills a program.</summary>
    public Task KillAsync(ControlPlanePart part) => CommandAsync("kill", part);

    /// <summary>Stops the processor time of a program: it holds its connections and answers nothing.</summary>
    public Task PauseAsync(ControlPlanePart part) => CommandAsync("pause", part);

    /// <summary>Ends <see cref="PauseAsync"/>.</summary>
    public Task ResumeAsync(ControlPlanePart part) => CommandAsync("resume", part);

    /// <summary>Copies etcd's data, as a crash at this moment would leave them.</summary>
    public async Task SaveEtcdAsync(string name)
    {
        await PauseAsync(ControlPlanePart.Etcd);
        await CopyAsync("etcd", name);
        await ResumeAsync(ControlPlanePart.Etcd);
    }

    /// <summary>Brings etcd back to what <see cref="SaveEtcdAsync"/> saved, as an administrator does after a loss: everything else starts anew.</summary>
    public async Task RestoreEtcdAsync(string name)
    {
        ControlPlanePart[] others = [ControlPlanePart.Scheduler, ControlPlanePart.Controllers, ControlPlanePart.Api];
        foreach (var part in others.Append(ControlPlanePart.Etcd))
        {
            await KillAsync(part);
        }

        System.IO.Directory.Delete(Path.Combine(Directory, "etcd"), recursive: true);
        await CopyAsync(name, "etcd");
        foreach (var part in others.Append(ControlPlanePart.Etcd).Reverse())
        {
            await StartAsync(part);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await _guard.DisposeAsync();
        Authority.Dispose();
    }

    // Before 1.24 no pod is taken until its account has a token.
    private async Task<bool> HasTokensAsync() =>
        (string?)(await Admin.GetAsync("/version"))["minor"] is { } minor && int.Parse(minor.TrimEnd('+'), CultureInfo.InvariantCulture) < 24;

    private static async Task<ControlPlane> StartSharedAsync()
    {
        var plane = await StartAsync();
        ComponentGuard.DisposeAtExit(plane);
        return plane;
    }

    private static async Task<ControlPlane> TryStartAsync(ControlPlaneOptions options)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("reeve-control-plane-").FullName;
        var ports = FreePorts.Find(5);
        string Port(int index) => ports[index].ToString(CultureInfo.InvariantCulture);
        var guard = await ComponentGuard.StartAsync(Path.Combine(ControlPlanePrograms.Scripts, "up.sh"), directory, new Dictionary<string, string>
        {
            ["PORT"] = Port(0),
            ["ETCD_PORT"] = Port(1),
            ["ETCD_PEER_PORT"] = Port(2),
            ["CONTROLLERS_PORT"] = Port(3),
            ["SCHEDULER_PORT"] = Port(4),
            ["ADVERTISE"] = NodeAddress.ToString(),
            ["API_FLAGS"] = string.Join(' ', options.ApiFlags),
            ["CONTROLLER_FLAGS"] = string.Join(' ', options.ControllerFlags),
        });
        return new ControlPlane(guard, directory, ports[0]);
    }

    private Task CommandAsync(string verb, ControlPlanePart part) => _guard.CommandAsync(verb, part.ToString().ToLowerInvariant());

    private async Task CopyAsync(string from, string to)
    {
        var result = await Tool.RunAsync("cp", ["--archive", Path.Combine(Directory, from), Path.Combine(Directory, to)]);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }
}
