namespace Reeve.Ssh.Processes;

/// <summary>What a <see cref="ShellProcess"/> needs of the shell that it came from.</summary>
internal interface IProcessControl
{
    /// <summary>Ends a program, also one that has begun without word of it here yet.</summary>
    /// <param name="started">Ends when there is word of its start, or fails when it did not start.</param>
    Task EndAsync(Task<StartedProgram> started);

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
