namespace Reeve.Runtime.Operations;

/// <summary>How operations are carried out.</summary>
public sealed record OperationOptions
{
    /// <summary>The directory for journals, ledgers, secrets and the audit trail.</summary>
    public required string Directory { get; init; }

    /// <summary>How many steps of one operation run side by side.</summary>
    /// <value>4.</value>
    public int Parallelism { get; init; } = 4;

    /// <summary>How many ended operations are remembered for each cluster.</summary>
    /// <value>50.</value>
    public int Remembered { get; init; } = 50;

    /// <summary>How often taking a step back is tried before the operation is stuck.</summary>
    /// <value>5.</value>
    public int UndoTries { get; init; } = 5;
}
