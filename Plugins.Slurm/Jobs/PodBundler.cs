using System.Text;
using System.Text.Json;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Reeve.Plugins.Slurm.Jobs.Volumes;
using Reeve.Plugins.Slurm.Pods;
using Reeve.Ssh;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Makes bundles. Thread-safe.</summary>
internal sealed class PodBundler(ContainerOptions options, ScriptWriter scripts) : IPodBundler
{
    private const int DirectoryMode = 0x1C0;

    /// <inheritdoc/>
    public PodBundle Make(ResolvedPod pod, PodPlace place)
    {
        var findings = new Findings();
        var placeholders = PlaceholderChoice.For(pod);
        var commands = RuntimeCommands.Of(options, placeholders);
        var settings = new PodSettings();
        AddPodSettings(pod, settings, commands, placeholders);
        var volumes = PlanVolumes(pod, place, findings);
        var writer = new ContainerWriter(pod, options, commands, placeholders, volumes, place, settings, findings);
        var containers = pod.Containers.Where(container => container.Kind != ContainerKind.Ephemeral).ToList();
        for (var i = 0; i < containers.Count; i++)
        {
            writer.Write(containers[i], i);
        }

        var jobOptions = new JobOptionsPlanner(options).Plan(pod.Pod, pod.GracePeriod, place, findings);
        var before = ScriptWriter.Before(pod.Pod, options, findings);
        findings.ThrowIfAny();

        var files = new List<RemoteFile>();
        AddDirectories(files, containers);
        files.Add(File(PodLayout.Identity, JsonSerializer.SerializeToUtf8Bytes(
            new PodIdentity { Cluster = pod.Id.Owner.Cluster, Node = pod.Id.Owner.Node, Uid = pod.Id.Uid }, SlurmJson.Default.PodIdentity)));
        var script = scripts.Render(pod, place);
        files.Add(File(BundlePaths.Script, Encoding.UTF8.GetBytes(script)));
        files.Add(File(BundlePaths.Runner, RunnerScripts.Runner));
        files.Add(File(BundlePaths.Enter, RunnerScripts.Enter));
        files.Add(File(BundlePaths.Plain, RunnerScripts.Plain));
        files.Add(File(BundlePaths.LibraryPath, RunnerScripts.LibraryPath));
        files.Add(File(BundlePaths.Settings, settings.Write()));
        files.Add(File(BundlePaths.Containers, NulList.Write(containers.Select(container => container.Name))));
        files.Add(File(BundlePaths.Pass, NulList.Write(options.PassVariables)));
        files.Add(File(BundlePaths.Places, NulList.Write(Places(volumes, writer.SubPaths))));
        if (before is not null)
        {
            files.Add(File(BundlePaths.Before, Encoding.UTF8.GetBytes(before)));
        }

        files.AddRange(writer.Files.Select(file => File(file.Key, file.Value)));
        files.AddRange(pod.Volumes.SelectMany(volume => VolumeFiles(volume)));
        return new PodBundle
        {
            Tree = new RemoteTree { Directory = place.Directory, Files = files },
            Job = new JobSubmission
            {
                Name = PodTaker.PrefixOf(pod.Id.Owner) + pod.Id.Token,
                Comment = JobComment.Of(pod.Id),
                Directory = place.Directory,
                Script = script,
                ScriptPath = $"{place.Directory}/{BundlePaths.Script}",
                Options = jobOptions.Options,
                OutputPath = $"{place.Directory}/{PodLayout.Output}",
            },
        };
    }

    private static RemoteFile File(string path, byte[] content) => new() { Path = path, Content = content };

    private static void AddDirectories(List<RemoteFile> files, IReadOnlyList<ResolvedContainer> containers)
    {
        string[] fixedOnes = ["control", "logs", BundlePaths.Run, "run/c", BundlePaths.Volumes];
        foreach (var path in fixedOnes.Concat(containers.Select(container => $"run/c/{container.Name}")))
        {
            files.Add(new RemoteFile { Path = path, IsDirectory = true, Mode = DirectoryMode });
        }
    }

    private static IEnumerable<RemoteFile> VolumeFiles(VolumePlan volume) => volume switch
    {
        FilesVolume files => VolumeTree.Whole(files, $"{BundlePaths.Volumes}/{volume.Name}"),
        EmptyDirVolume { Memory: false } => [new RemoteFile { Path = $"{BundlePaths.Volumes}/{volume.Name}", IsDirectory = true, Mode = 0x1FF }],
        _ => [],
    };

    // Volumes before what is below them.
    private static IEnumerable<string> Places(IReadOnlyDictionary<string, VolumePlace> volumes, IEnumerable<string> subPaths) =>
        volumes.Values.Where(volume => volume.Kind is not null).SelectMany(volume => new[] { volume.Kind!, volume.Path })
            .Concat(subPaths.SelectMany(path => new[] { "SubPath", path }));

    private Dictionary<string, VolumePlace> PlanVolumes(ResolvedPod pod, PodPlace place, Findings findings)
    {
        var planner = new VolumePlanner(options);
        var volumes = new Dictionary<string, VolumePlace>(StringComparer.Ordinal);
        foreach (var volume in pod.Volumes)
        {
            if (planner.Plan(pod, volume, place, findings) is { } planned)
            {
                volumes[volume.Name] = planned;
            }
        }

        return volumes;
    }

    private void AddPodSettings(ResolvedPod pod, PodSettings settings, IContainerCommands commands, Placeholders placeholders)
    {
        settings.Add("placeholder", placeholders.Word);
        settings.Add("token", pod.Id.Token);
        settings.Add("variablePrefix", commands.VariablePrefix);
        settings.Add("grace", (long)pod.GracePeriod.TotalSeconds);
        settings.Add("backoff", options.BackoffSeconds);
        settings.Add("backoffMax", options.MaxBackoffSeconds);
        settings.Add("tries", options.ImageTries);
        settings.Add("tick", "0.5");
        settings.Add("logMax", options.MaxLogBytes);
        if (pod.Pod.Spec.ActiveDeadlineSeconds is { } deadline)
        {
            settings.Add("deadline", deadline);
        }
    }
}
