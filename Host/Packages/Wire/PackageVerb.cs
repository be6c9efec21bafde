namespace Reeve.Host.Packages.Wire;

/// <summary>What can be done to plugin packages.</summary>
internal enum PackageVerb
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>Install, or replace by the version that is asked for.</summary>
    Install,

    /// <summary>Go to the newest version within the range that was asked for at the installation.</summary>
    Update,

    /// <summary>Take away.</summary>
    Remove,

    /// <summary>Go back to what was there before the last change.</summary>
    Rollback,

    /// <summary>Make what is installed agree with a lock file.</summary>
    Restore,
}
