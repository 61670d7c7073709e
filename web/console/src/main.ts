import { mount } from 'svelte';
import App from './App.svelte';
import { startRouting } from './route.svelte';

startRouting();
mount(App, { target: document.getElementById('app')! });
