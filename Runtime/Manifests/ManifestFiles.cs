using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Manifests.Kinds;

namespace Reeve.Runtime.Manifests;

/// <summary>Finds and reads files of manifests.</summary>
internal sealed class ManifestFiles(ManifestReaderOptions options, ManifestCollector collector)
{
    private const string InputName = "stdin";
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public IEnumerable<ManifestText> Read(IEnumerable<string> paths, Stream? standardInput)
    {
        foreach (var path in paths)
        {
            var texts = path == ManifestReader.StandardInput ? [ReadInput(standardInput)] : Expand(path).Select(ReadFile);
            foreach (var text in texts.OfType<ManifestText>())
            {
                yield return text;
            }
        }
    }

    /// <summary>The files of a directory in the order of their names; hidden ones, which editors leave behind, are no manifests.</summary>
    private IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        try
        {
            return [.. Directory.EnumerateFiles(path)
                .Where(static f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(f).StartsWith('.'))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            collector.Error(path, $"cannot read the directory: {e.Message}");
            return [];
        }
    }

    private ManifestText? ReadFile(string path)
    {
        try
        {
            var origin = Path.GetFullPath(path);
            if (!_seen.Add(origin))
            {
                return null;
            }

            using var stream = File.OpenRead(origin);
            return ReadStream(path, origin, stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            collector.Error(path, "there is no such file or directory");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            collector.Error(path, $"cannot read the file: {e.Message}");
        }

        return null;
    }

    private ManifestText? ReadInput(Stream? input)
    {
        try
        {
            if (input is not null)
            {
                return ReadStream(InputName, InputName, input);
            }

            collector.Error(InputName, "there is no standard input to read");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or NotSupportedException)
        {
            collector.Error(InputName, $"cannot read: {e.Message}");
        }

        return null;
    }

    private ManifestText? ReadStream(string name, string origin, Stream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > options.MaxBytes)
            {
                collector.Error(name, $"the file has more than {options.MaxBytes} bytes");
                return null;
            }
        }

        try
        {
            return new(name, origin, TextCheck.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        }
        catch (DocumentException e)
        {
            collector.Error(name, e.Message);
            return null;
        }
    }
}
