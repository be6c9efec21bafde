namespace Reeve.Ssh.Processes;

/// <summary>What a <see cref="ShellProcess"/> needs of the shell that it came from.</summary>
internal interface IProcessControl
{
    /// <summary>Ends a program; one that is not known to have started ends with its connection.</summary>
    Task EndAsync(StartedProgram? program);

    /// <summary>Sets the size of its terminal.</summary>
    Task ResizeAsync(StartedProgram program, int columns, int rows, CancellationToken cancellationToken);

    /// <summary>Notes that the program has begun; before <see cref="Ended"/>.</summary>
    void Started();

    /// <summary>Notes that the local process has ended; more than once is no more than once.</summary>
    void Ended();

    /// <summary>The failure of a program that did not start.</summary>
    ProviderException NotStarted(int exitCode);

    /// <summary>The failure of a program whose end is not known.</summary>
    ProviderException Broken();
}
