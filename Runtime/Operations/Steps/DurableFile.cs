using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Steps;

/// <summary>Replaces files of the machine: after a crash there is the old content or the new one.</summary>
internal static class DurableFile
{
    /// <summary>Replaces a file; directories that lead to it must be there.</summary>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> content, int mode, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.reeve{StateFiles.Unfinished}";
        try
        {
            await using (var file = new FileStream(temporary, Options(mode)))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, (UnixFileMode)mode); // the umask must not matter
            }

            File.Move(temporary, path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStreamOptions Options(int mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = (UnixFileMode)(mode & 0x180); // others may read it once it is complete
        }

        return options;
    }
}
