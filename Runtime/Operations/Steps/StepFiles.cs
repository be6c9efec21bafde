namespace Reeve.Runtime.Operations.Steps;

/// <summary>Files of this machine as steps see them.</summary>
internal static class StepFiles
{
    /// <summary>Reads a file, or null if there is none.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the path is not absolute.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        RequireAbsolute(path);

        // Not null: that would be one of byte[], which becomes an empty memory.
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : default(ReadOnlyMemory<byte>?);
    }

    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the path is not absolute.</exception>
    public static void RequireAbsolute(string path)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            throw new ProviderException(ErrorReason.Invalid, $"\"{path}\" is no absolute path.");
        }
    }
}
