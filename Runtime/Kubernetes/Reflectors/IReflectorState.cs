namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>What is measured of a reflector of any kind, and what is asked of all.</summary>
internal interface IReflectorState
{
    string Resource { get; }

    int Objects { get; }

    int Waiting { get; }

    DateTimeOffset? LastHeard { get; }

    void Relist();
}
