using System.Text.Json;

namespace Company.Plugin1;

/// <summary>The backend: a directory with one file for each job. In your provider this is where you call yours.</summary>
internal sealed class Spool(string directory)
{
    private const string Extension = ".job";
    private readonly Lock _lock = new();

    public string Directory => directory;

    public void Open() => System.IO.Directory.CreateDirectory(directory);

    public Job? Find(string name)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name)), SpoolJson.Default.Job);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public IEnumerable<string> List() => System.IO.Directory.EnumerateFiles(directory, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path)!);

    /// <summary>Submits a job, unless one of this name is there.</summary>
    public void Submit(string name, Job job)
    {
        lock (_lock)
        {
            if (!File.Exists(PathOf(name)))
            {
                Write(name, job);
            }
        }
    }

    /// <summary>Ends a job that still runs.</summary>
    public void Cancel(string name, int exitCode, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (Find(name) is { ExitCode: null } job)
            {
                (job.ExitCode, job.FinishedAt) = (exitCode, now);
                Write(name, job);
            }
        }
    }

    public void Remove(string name) => File.Delete(PathOf(name));

    // Written beside it and renamed: nobody ever reads half of a job.
    private void Write(string name, Job job)
    {
        var unfinished = PathOf(name) + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(job, SpoolJson.Default.Job));
        File.Move(unfinished, PathOf(name), overwrite: true);
    }

    private string PathOf(string name) => Path.Combine(directory, name + Extension);
}
