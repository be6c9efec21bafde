namespace Reeve.Host.CommandLine;

/// <summary>What a command is given to read.</summary>
/// <param name="Text">It.</param>
/// <param name="Source">Where it is from, for errors: the file, or "standard input".</param>
internal readonly record struct InputText(string Text, string Source)
{
    /// <summary>Reads a file, or standard input.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="file">Path of the file; - for standard input.</param>
    /// <param name="what">What it has to be, for the error: "the manifest of the flavor".</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static async Task<InputText> ReadAsync(Cli cli, string file, string what, CancellationToken cancellationToken)
    {
        if (file == "-")
        {
            using var input = new StreamReader(cli.OpenInput());
            return new(await input.ReadToEndAsync(cancellationToken), "standard input");
        }

        return File.Exists(file) ? new(await File.ReadAllTextAsync(file, cancellationToken), file) : throw CommandException.Usage($"There is no file {file}; name {what}.");
    }
}
