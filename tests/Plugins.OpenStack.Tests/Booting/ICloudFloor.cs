namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>What hypervisors and routers of a cloud have to do.</summary>
internal interface ICloudFloor
{
    /// <summary>The servers that shall run.</summary>
    Task<IReadOnlyList<Guest>> GuestsAsync();

    /// <summary>Floating addresses with the fixed ones that they lead to.</summary>
    Task<IReadOnlyDictionary<string, string>> FloatingAsync();
}
