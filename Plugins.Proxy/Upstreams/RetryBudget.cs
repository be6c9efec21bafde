namespace Reeve.Plugins.Proxy.Upstreams;

/// <summary>At most a fifth of the requests of a group may be retries, and ten more, so that an outage is not multiplied.</summary>
internal sealed class RetryBudget
{
    private const int Full = 500;
    private const int Cost = 5;

    private int _coins = 10 * Cost;

    /// <summary>A request came in.</summary>
    public void Earn()
    {
        if (Volatile.Read(ref _coins) < Full)
        {
            Interlocked.Increment(ref _coins);
        }
    }

    /// <summary>Pays for a retry; false if there is not enough.</summary>
    public bool TrySpend()
    {
        while (true)
        {
            var coins = Volatile.Read(ref _coins);
            if (coins < Cost)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _coins, coins - Cost, coins) == coins)
            {
                return true;
            }
        }
    }
}
