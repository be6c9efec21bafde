namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>How an option of sbatch is written for versions from v0.0.39 on; v0.0.38 takes the option's own text.</summary>
internal enum RestFieldKind
{
    /// <summary>The option's text.</summary>
    Text = 0,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A whole number as <c>{set, number}</c>.</summary>
    Number,

    /// <summary>An amount of memory as MiB in <c>{set, number}</c>.</summary>
    Memory,

    /// <summary>An amount of disk as a whole number of MiB.</summary>
    Disk,

    /// <summary>A length of time as minutes in <c>{set, number}</c>.</summary>
    Minutes,

    /// <summary>Generic resources, each with their prefix.</summary>
    Resources,

    /// <summary>A number of GPUs, as generic resources.</summary>
    Gpus,

    /// <summary>A list of words, as written.</summary>
    List,

    /// <summary>A list of words in capitals.</summary>
    Capitals,

    /// <summary>True, whatever the text.</summary>
    True,

    /// <summary>False, whatever the text.</summary>
    False,

    /// <summary>How nodes are shared.</summary>
    Shared,
}
