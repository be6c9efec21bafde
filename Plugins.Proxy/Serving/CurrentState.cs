namespace Reeve.Plugins.Proxy.Serving;

/// <summary>Where everything that serves looks up what is served now.</summary>
internal sealed class CurrentState
{
    private volatile ServingState _state = ServingState.Empty;

    public ServingState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>A listener as it is now; null once it was removed.</summary>
    public ServedListener? Find(string listener) => _state.Listeners.GetValueOrDefault(listener);
}
