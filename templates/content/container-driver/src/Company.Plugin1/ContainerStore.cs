using System.Globalization;
using System.Text.Json;
using Reeve;
using Reeve.Containers;
using Reeve.Workloads;

namespace Company.Plugin1;

/// <summary>
/// What is known of containers, in one directory: for each a record, the processes that its supervisor tells of, and its end. All of it is read anew each
/// time, so that the driver can be made anew at any time.
/// </summary>
internal sealed class ContainerStore(string directory, Owner owner, TimeProvider time)
{
    private const string EndExtension = ".exit";
    private const string ProcessesExtension = ".pid";
    private const string RecordExtension = ".json";
    private const int StartFailed = 128;
    private const int Killed = 128 + 9;
    private const int LastSignal = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public string Directory => directory;

    public void Open() => System.IO.Directory.CreateDirectory(directory);

    /// <summary>Where the files of an attempt are, without their extensions.</summary>
    public string PathOf(ContainerId id) => Path.Combine(directory, id.Token);

    public void Write(ContainerId id, ContainerRecord record)
    {
        // Written beside it and renamed: nobody ever reads half of a record.
        var unfinished = PathOf(id) + ".unfinished";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(record, DriverJson.Default.ContainerRecord));
        File.Move(unfinished, PathOf(id) + RecordExtension, overwrite: true);
    }

    public bool Knows(ContainerId id) => File.Exists(PathOf(id) + RecordExtension);

    /// <summary>Whether nothing of it runs any more; asked often.</summary>
    public bool HasEnded(ContainerId id, int supervisor) => File.Exists(PathOf(id) + EndExtension) || !Supervisor.IsAlive(supervisor, PathOf(id));

    /// <summary>The supervisor's process and the container's own; null before they run.</summary>
    public (int Supervisor, int Main)? ProcessesOf(ContainerId id) =>
        ReadLine(PathOf(id) + ProcessesExtension)?.Split(' ') is [var supervisor, var main]
            ? (int.Parse(supervisor, CultureInfo.InvariantCulture), int.Parse(main, CultureInfo.InvariantCulture))
            : null;

    public void Remove(ContainerId id)
    {
        // The record last: what is removed by halves is removed again.
        foreach (var extension in new[] { ProcessesExtension, EndExtension, RecordExtension })
        {
            File.Delete(PathOf(id) + extension);
        }
    }

    /// <summary>Every attempt of this owner.</summary>
    public List<ContainerId> List() => [.. System.IO.Directory.EnumerateFiles(directory, "*" + RecordExtension).Select(IdOf).OfType<ContainerId>()];

    /// <summary>The attempt that a file tells something of; null for one of another owner, or a file that tells of none.</summary>
    public ContainerId? IdOf(string file)
    {
        if (Path.GetExtension(file) is not (RecordExtension or ProcessesExtension or EndExtension))
        {
            return null;
        }

        var path = Path.Combine(directory, Path.GetFileNameWithoutExtension(file));
        if (Read(path + RecordExtension) is not { } record)
        {
            return null;
        }

        // Names follow from identities: another owner's container has another name.
        var id = new ContainerId { Pod = new PodId { Owner = owner, Uid = record.PodUid }, Name = record.Name, Attempt = record.Attempt };
        return PathOf(id) == path ? id : null;
    }

    /// <summary>How it stands with an attempt; null if there is none, and while it is being started.</summary>
    public ContainerObservation? Observe(ContainerId id)
    {
        if (Read(PathOf(id) + RecordExtension) is not { } record)
        {
            return null;
        }

        var started = new ContainerObservation { Id = id, State = ContainerRunState.Running, StartedAt = record.StartedAt };
        if (record.Reason is not null)
        {
            return started with { State = ContainerRunState.Terminated, FinishedAt = record.StartedAt, ExitCode = StartFailed, Reason = record.Reason, Message = record.Message };
        }

        if (EndOf(started) is { } end)
        {
            return end;
        }

        var processes = ProcessesOf(id);
        if (processes is null && time.GetUtcNow() - record.StartedAt < Patience)
        {
            return null;
        }

        return processes is { } running && Supervisor.IsAlive(running.Supervisor, PathOf(id)) ? started with { ProcessId = running.Main }

            // It may have ended while we looked; else nobody can say any more how it ended.
            : EndOf(started) ?? started with
            {
                State = ContainerRunState.Terminated,
                FinishedAt = record.StartedAt,
                ExitCode = Killed,
                Reason = "ContainerStatusUnknown",
                Message = "Its supervisor is gone.",
            };
    }

    // A shell tells of a signal by the code alone; a program that ends itself with such a code looks the same.
    private ContainerObservation? EndOf(ContainerObservation started)
    {
        var path = PathOf(started.Id) + EndExtension;
        if (ReadLine(path) is not { } text)
        {
            return null;
        }

        var code = int.Parse(text, CultureInfo.InvariantCulture);
        var ended = new DateTimeOffset(File.GetLastWriteTimeUtc(path));
        return started with
        {
            State = ContainerRunState.Terminated,
            FinishedAt = ended > started.StartedAt ? ended : started.StartedAt,
            ExitCode = code,
            Signal = code is > 128 and <= 128 + LastSignal ? code - 128 : 0,
        };
    }

    private static ContainerRecord? Read(string path) => TryRead(path) is { } text ? JsonSerializer.Deserialize(text, DriverJson.Default.ContainerRecord) : null;

    // What a supervisor has written to the end of its line.
    private static string? ReadLine(string path) => TryRead(path) is [.. var line, '\n'] ? line : null;

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
