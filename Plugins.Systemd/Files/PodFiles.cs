using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Namespaces;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Files;

/// <summary>
/// What every container of a pod finds besides its volumes: <c>/etc/hosts</c>, <c>/etc/resolv.conf</c>, <c>/etc/hostname</c> and
/// <c>/dev/shm</c>; and where it has no root of its own also <c>/tmp</c>, <c>/var/tmp</c> and <c>/run</c>, instead of the machine's.
/// </summary>
/// <param name="memory">An absolute directory in memory; a directory for each pod is made below it.</param>
/// <param name="disk">The same on disk.</param>
/// <param name="entry">The directory of the entry program, which is to stay where it is.</param>
internal sealed class PodFiles(string memory, string disk, string entry, SystemdOptions options)
{
    private const string Notify = "/run/systemd/notify";
    private const UnixFileMode Everybody = (UnixFileMode)0x3ff; // 1777
    private const UnixFileMode Passable = (UnixFileMode)0x1ed; // 0755

    /// <summary>Makes the files of a pod, or makes them anew with other addresses.</summary>
    public void Prepare(Sandbox sandbox, PodFacts facts)
    {
        var pod = sandbox.Pod.Pod;
        var directory = MakeDirectory(Path.Combine(memory, sandbox.Id.Token), Passable);
        MakeDirectory(Path.Combine(directory, "shm"), Everybody);
        var run = MakeDirectory(Path.Combine(directory, "run"), Passable);
        MakeDirectory(Path.Combine(run, "lock"), Everybody);
        MakeDirectory(Path.Combine(run, "systemd"), Passable);
        Write(Path.Combine(run, "systemd", "notify"), "");
        var onDisk = MakeDirectory(Path.Combine(disk, sandbox.Id.Token), Passable);
        MakeDirectory(Path.Combine(onDisk, "tmp"), Everybody);
        MakeDirectory(Path.Combine(onDisk, "var-tmp"), Everybody);
        foreach (var (source, place) in options.ServiceDirectories ? ServiceDirectories.Of(onDisk, run) : [])
        {
            MakeDirectory(source, Everybody);
            MakeDirectory(place, Passable);
        }

        var name = HostName.Of(pod, options.ClusterDomain);
        Write(Path.Combine(directory, "hosts"), HostsFile.Render(pod.Spec, name, facts.PodIPs, static () => ReadIfThere("/etc/hosts")));
        Write(Path.Combine(directory, "hostname"), (pod.Spec.HostNetwork == true ? Environment.MachineName : name.Kernel) + "\n");
        var machine = ResolverFile.Parse(ReadIfThere(options.ResolvConf));
        Write(Path.Combine(directory, "resolv.conf"), ResolverFile.Of(pod, machine, options.ClusterDNS, options.ClusterDomain).Render());
    }

    /// <summary>The mounts of a container: before its volumes, then after them. What a volume takes the place of is left out.</summary>
    public IReadOnlyList<ContainerMount> Mounts(ContainerLaunch launch)
    {
        var spec = launch.Sandbox.Pod.Pod.Spec;
        var inMemory = Path.Combine(memory, launch.Id.Pod.Token);
        var onDisk = Path.Combine(disk, launch.Id.Pod.Token);
        var readOnly = launch.Container.SecurityContext.ReadOnlyRootFilesystem == true;
        List<ContainerMount> first = [];
        if (launch.Image.Form != ImageForms.Layers)
        {
            var run = Path.Combine(inMemory, "run");
            MakePlaces(run, launch.Mounts);
            first.Add(Mount(Path.Combine(onDisk, "tmp"), "/tmp", readOnly));
            first.Add(Mount(Path.Combine(onDisk, "var-tmp"), "/var/tmp", readOnly));
            first.Add(Mount(run, "/run", readOnly));
            first.Add(Mount(Notify, Notify, isDirectory: false));
            first.AddRange(options.ServiceDirectories ? ServiceDirectories.Mounts(onDisk, run) : []);
        }

        if (spec.HostIPC != true)
        {
            first.Add(Mount(Path.Combine(inMemory, "shm"), "/dev/shm"));
        }

        string[] names = ["hosts", "resolv.conf", "hostname"];
        var files = names.Select(name => Mount(Path.Combine(inMemory, name), $"/etc/{name}", isDirectory: false));
        IReadOnlyList<ContainerMount> all = [.. first.Where(IsFree), .. launch.Mounts, .. files.Where(IsFree)];
        if (all.LastOrDefault(mount => IsBelow(entry, mount.Target)) is not { } cover)
        {
            // A root of its own does not have it.
            return launch.Image.Form == ImageForms.Layers ? [.. all, Mount(entry, entry, readOnly: true)] : all;
        }

        Directory.CreateDirectory(cover.Source + entry[cover.Target.Length..]);
        return [.. all, Mount(entry, entry, readOnly: true)];

        bool IsFree(ContainerMount mount) => !launch.Mounts.Any(
            volume => mount.Target == volume.Target || IsBelow(mount.Target, volume.Target));
    }

    /// <summary>How much of the disk a pod's directories for temporary files take, in bytes.</summary>
    public async Task<long> MeasureAsync(PodId pod, CancellationToken cancellationToken)
    {
        var path = Path.Combine(disk, pod.Token);
        var measured = await DiskUse.MeasureAsync([path], cancellationToken);
        return measured.TryGetValue(path, out var bytes) || !Directory.Exists(path)
            ? bytes
            : throw new ProviderException(ErrorReason.Transient, $"{path} cannot be measured.");
    }

    /// <summary>Deletes what a pod has left.</summary>
    public void Delete(PodId pod)
    {
        foreach (var path in new[] { Path.Combine(memory, pod.Token), Path.Combine(disk, pod.Token) })
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private static bool IsBelow(string path, string directory) => path.StartsWith(directory + "/", StringComparison.Ordinal);

    private static ContainerMount Mount(string source, string target, bool readOnly = false, bool isDirectory = true) =>
        new() { Volume = "", Source = source, Target = target, IsDirectory = isDirectory, ReadOnly = readOnly };

    /// <summary>Where the volumes go that are mounted below <c>/run</c>, also where that is read-only.</summary>
    private static void MakePlaces(string run, IReadOnlyList<ContainerMount> mounts)
    {
        foreach (var mount in mounts)
        {
            var path = mount.Target.StartsWith("/var/run/", StringComparison.Ordinal) ? mount.Target["/var".Length..] : mount.Target;
            if (!path.StartsWith("/run/", StringComparison.Ordinal))
            {
                continue;
            }

            var place = run + path["/run".Length..];
            Directory.CreateDirectory(mount.IsDirectory ? place : Path.GetDirectoryName(place)!);
            if (!mount.IsDirectory && !File.Exists(place))
            {
                File.WriteAllBytes(place, []);
            }
        }
    }

    private static string MakeDirectory(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, mode); // also where the umask would have it otherwise
            }
        }

        return path;
    }

    /// <summary>In place: containers have the file itself.</summary>
    private static void Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
        {
            File.WriteAllText(path, text);
        }
    }

    private static string ReadIfThere(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
