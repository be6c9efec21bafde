namespace Reeve.Plugins.Slurm.Pods;

/// <summary>What a <see cref="StatusRecord"/> is.</summary>
internal enum StatusKind
{
    /// <summary>Nothing that this program knows.</summary>
    Unknown = 0,

    /// <summary>The pod's identity, as it was uploaded.</summary>
    Identity,

    /// <summary>What the job wrote of its containers.</summary>
    Status,

    /// <summary>The end of what the batch script itself wrote.</summary>
    Output,

    /// <summary>There is no such directory.</summary>
    Gone,

    /// <summary>A request is answered; the token is its number.</summary>
    Done,
}
